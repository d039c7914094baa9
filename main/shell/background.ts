import type { Outlook } from '../notices/outlook.ts'
import { quitQuestion, type QuitQuestion } from '../notices/outlook-words.ts'
import { stillRunning } from './background-words.ts'

type Parts = {
  platform: NodeJS.Platform
  keepRunning: () => boolean
  /** Whether the analyst was told that the app goes on without its window. */
  told: { read: () => boolean; write: () => void }
  tell: (notice: { title: string; body: string }) => void
  outlook: () => Outlook
  ask: (question: QuitQuestion) => Promise<boolean>
  quit: () => void
}

/** What closing the window means, and what is said before the app ends because somebody wants it to. */
export function makeBackground({ platform, keepRunning, told, tell, outlook, ask, quit }: Parts) {
  let asking = false

  /**
   * For the app's own ways to quit. The system's (logging out, a signal) end it without a question, which would hold up
   * a shutdown: what waits is on disk.
   */
  async function askThenQuit(): Promise<void> {
    if (asking) return
    asking = true
    try {
      const question = quitQuestion(outlook())
      if (question === null || (await ask(question))) quit()
    } finally {
      asking = false
    }
  }

  return {
    askThenQuit,
    windowClosed: (): void => {
      // On macOS an app without windows stays in the Dock, whatever it is.
      if (platform !== 'darwin' && !keepRunning()) return void askThenQuit()
      if (told.read()) return
      tell(stillRunning(platform))
      told.write()
    },
  }
}
