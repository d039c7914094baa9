import type { Dialog } from 'electron'

/** A folder or a file the analyst chooses in a dialog of the system; null where nothing was chosen. */
export async function choosePath(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  what: 'openDirectory' | 'openFile',
): Promise<string | null> {
  const properties: ('openDirectory' | 'openFile' | 'createDirectory')[] =
    what === 'openDirectory' ? [what, 'createDirectory'] : [what]
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties })
  return canceled ? null : (filePaths[0] ?? null)
}
