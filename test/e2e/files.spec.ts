import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '../support/temp-dir.ts'
import { ask } from './support/bridge.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { expect, test } from './support/test.ts'
import { answerDialog, drop, folderCard, watchFolder } from './support/watched-folder.ts'

const alert = (title: string, severity = 'critical') =>
  JSON.stringify({ severity, title, agent: { name: 'WIN-FIN-07' } })

test('a file that is dropped into the watched folder becomes events, and one with a wrong line says which', async ({
  app,
}) => {
  const { page } = app
  using watched = makeTempDir()
  const folder = watched.path
  const card = folderCard(app)
  await watchFolder(app, folder)
  drop(folder, 'alerts.ndjson', `${alert('Credential dumping')}\n${alert('Port scan', 'low')}\n`)
  writeFileSync(join(folder, 'wrong.json'), `[${alert('Mimikatz')},\n{"severity":"P1","title":"T"}]`)
  await expect(card).toContainText('1 file done · 1 failed', { timeout: 15_000 })
  expect(readdirSync(join(folder, 'done'))).toEqual(['alerts.ndjson'])
  expect(readFileSync(join(folder, 'failed/wrong.json.error.txt'), 'utf8')).toMatch(
    /^Line 2, data\.severity: severity is P1/m,
  )
  await expect(card).toContainText('Parts of wrong.json were refused.')
  await look(app, 'sources-folder')

  await card.getByRole('button', { name: 'Field mapping' }).click()
  await card.getByRole('button', { name: /Input is written as/ }).click()
  await page.getByRole('option', { name: 'CEF (ArcSight)' }).click()
  await card.getByLabel('Try it').fill('CEF:0|Vendor|Product|1|100|Malware found|9|shost=WIN-1\nnot CEF')
  await expect(card.getByRole('region', { name: 'What becomes of it' })).toContainText('Critical Security Event')
  await expect(card.getByRole('region', { name: 'What becomes of it' })).toContainText('This is no CEF')
  await card.getByRole('button', { name: 'Fields' }).click()
  await look(app, 'sources-mapping')
  await card.getByRole('button', { name: 'Save mapping' }).click()
  await expect(card.getByText('Saved.')).toBeVisible()

  await go(page, 'Events')
  await expect(page.getByRole('row', { name: /Credential dumping/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Mimikatz/ })).toBeVisible()
  // Before its folder goes.
  await app.stop()
})

test('a chosen file is looked at, then imported; importing it again takes nothing twice', async ({ app }) => {
  const { page } = app
  const path = join(app.userData, 'export.ndjson')
  const lines = Array.from({ length: 30 }, (_, index) =>
    JSON.stringify({ severity: 'high', title: `Alert ${index}`, timestamp: '2026-11-23T10:00:00Z' }),
  )
  writeFileSync(path, `${lines.join('\n')}\nnot an event\n`)
  await go(page, 'Sources')
  await answerDialog(app, path)
  for (const told of ['Imported: 30 events · 1 refused.', 'Imported: 0 events · 30 known already · 1 refused.']) {
    await page.getByRole('button', { name: 'Choose file …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import export.ndjson' })
    await expect(dialog).toContainText('30 events · 1 refused')
    await expect(dialog.getByRole('row')).toHaveCount(21)
    if (told.includes('Imported: 30')) await look(app, 'import-preview')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog.getByRole('status')).toContainText(told)
    await expect(dialog.getByRole('region', { name: 'What was refused' })).toContainText('Line 31')
    if (told.includes('known')) await look(app, 'import-done')
    await dialog.getByRole('button', { name: 'Close' }).click()
  }
  const known = await ask(page, 'events.page', { limit: 200 })
  expect(known.ok && known.value).toHaveLength(30)
})

test('a file that is dropped on the window is handed over without its path, and looked at', async ({ app }) => {
  const { page } = app
  await go(page, 'Sources')
  const transfer = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], 'dropped.json', { type: 'application/json' }))
      return data
    },
    `[${alert('Dropped')}]`,
  )
  for (const type of ['dragover', 'drop']) await page.locator('body').dispatchEvent(type, { dataTransfer: transfer })
  const dialog = page.getByRole('dialog', { name: 'Import dropped.json' })
  await expect(dialog.getByRole('row', { name: /Dropped/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(() => existsSync(join(app.userData, 'imports'))).toBe(false)
})
