import type { Notifier } from '../notices/notifier.ts'
import type { Outlook } from '../notices/outlook.ts'
import { quitQuestion, type QuitQuestion } from '../notices/outlook-words.ts'
import { stillRunning } from './background-words.ts'

type Parts = {
  platform: NodeJS.Platform
  keepRunning: () => boolean
  /** Whether the analyst was told that the app goes on without its window. */
  told: { read: () => boolean; write: (told: boolean) => void }
  notifier: Notifier
  outlook: () => Outlook
  ask: (question: QuitQuestion) => Promise<boolean>
  quit: () => void
  log: { error(message: string, error: unknown): void }
}

/** What closing the window means, and what is said before the app ends because somebody wants it to. */
export function makeBackground({ platform, keepRunning, told, notifier, outlook, ask, quit, log }: Parts) {
  let asking = false

  /**
   * For the app's own ways to quit. The system's (logging out, a signal) end it without a question, which would hold up
   * a shutdown: what waits is on disk.
   */
  async function askThenQuit(): Promise<void> {
    if (asking) return
    asking = true
    const question = quitQuestion(outlook())
    const wanted = question === null || (await ask(question).catch(neverAsked))
    asking = false
    if (wanted) quit()
  }

  /** Somebody wants it to end, and what waits is on disk. */
  function neverAsked(error: unknown): boolean {
    log.error('whether to quit could not be asked', error)
    return true
  }

  function keepTold(now: boolean): void {
    try {
      told.write(now)
    } catch (error) {
      // Then it is said once more.
      log.error('it could not be kept that the analyst was told of the background', error)
    }
  }

  return {
    askThenQuit,
    windowClosed: (): void => {
      // On macOS an app without windows stays in the Dock, whatever it is.
      if (platform !== 'darwin' && !keepRunning()) return void askThenQuit()
      if (told.read() || !notifier.isSupported()) return
      // First, for the system may refuse at once.
      keepTold(true)
      try {
        notifier.show({ ...stillRunning(platform), place: null }, { clicked: () => {}, failed: () => keepTold(false) })
      } catch (error) {
        log.error('it could not be said that the app goes on in the background', error)
        keepTold(false)
      }
    },
  }
}
