import { commandChannel } from '../../preload/contract/bridge.ts'
import type { Log } from '../log.ts'
import type { Answer } from './answer.ts'
import { isOurPage, type Sender } from './trust.ts'

type InvokeEvent = { sender: { id: number }; senderFrame: Sender['frame'] }

export type BridgeOptions = {
  /** The part of Electron's ipcMain that is used. */
  ipcMain: {
    handle(channel: string, listener: (event: InvokeEvent, name: unknown, input: unknown) => unknown): void
    removeAllListeners(channel: string): void
  }
  answer: Answer
  /** The ids of the web contents of our windows. */
  ourContents: () => ReadonlySet<number>
  log: Pick<Log, 'warn'>
}

/** The only channel main listens on. An untrusted sender gets an error, never an answer. */
export function openBridge({ ipcMain, answer, ourContents, log }: BridgeOptions): void {
  // SECURITY (Electron checklist 17): electron-store listens for its own renderer half, which we don't have, and tells
  // whoever asks where our data is. There is to be no way in but the one below.
  ipcMain.removeAllListeners('electron-store-get-data')
  ipcMain.handle(commandChannel, ({ sender, senderFrame }, name, input) => {
    if (isOurPage({ contentsId: sender.id, frame: senderFrame }, ourContents())) return answer(name, input)
    log.warn('refused a message from a page that is not ours', { contents: sender.id })
    throw new Error('This page may not talk to the app.')
  })
}
