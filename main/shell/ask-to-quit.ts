import type { Dialog } from 'electron'
import type { QuitQuestion } from '../notices/outlook-words.ts'

/** Answers whether to quit all the same. Escape means no. */
export const askToQuit =
  (dialog: Pick<Dialog, 'showMessageBox'>) =>
  async ({ message, detail, buttons }: QuitQuestion): Promise<boolean> => {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message,
      detail,
      buttons,
      defaultId: 0,
      cancelId: 1,
    })
    return response === 0
  }
