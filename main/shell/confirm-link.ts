import type { Dialog } from 'electron'

/** Shows host and URL before the browser does; answers whether to go on. Enter and Escape mean no. */
export const makeConfirmLink =
  (dialog: Pick<Dialog, 'showMessageBox'>) =>
  async (host: string, url: string): Promise<boolean> => {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: `Open ${host} in your browser?`,
      detail: url,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    })
    return response === 0
  }
