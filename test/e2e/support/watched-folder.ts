import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { App } from './app.ts'
import { go } from './places.ts'

export const folderCard = ({ page }: App) => page.getByRole('region', { name: 'Watched folder' })

/** What the dialog of the system answers next. */
export const answerDialog = ({ electron }: App, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, chosen) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: false, filePaths: [chosen] }))
  }, path)

/** Turned on in its card, with a folder chosen in the dialog. */
export async function watchFolder(app: App, folder: string): Promise<void> {
  const { page } = app
  await go(page, 'Sources')
  await answerDialog(app, folder)
  await folderCard(app).getByText('Take events in from Watched folder').click()
  await expect(folderCard(app)).toContainText(folder)
  await expect(page.getByText('Watched folder takes events in.')).toBeVisible()
}

/** As programs do: written beside, then put there at once. */
export function drop(folder: string, name: string, text: string): void {
  const beside = join(folder, `.${name}.tmp`)
  writeFileSync(beside, text)
  renameSync(beside, join(folder, name))
}
