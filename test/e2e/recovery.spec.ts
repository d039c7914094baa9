import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './support/look.ts'
import { expect, test } from './support/test.ts'
import { addFirstWebhook, webhookForm, webhookRow } from './support/webhooks.ts'
import { go } from './support/places.ts'

const name = 'Ticket system'
const events = ['Critical Security Event']

test('a damaged ledger is told at the start, and a backup is put back', async ({ app, receiver }) => {
  await addFirstWebhook(app.page, { name, url: receiver.url, events, ca: receiver.ca })
  app.forgive(/the ledger can not be opened/)
  await app.relaunch((userData) => {
    const backups = join(userData, 'backups')
    // The one of the start was made before there was a webhook.
    rmSync(backups, { recursive: true, force: true })
    mkdirSync(backups)
    copyFileSync(join(userData, 'ledger.sqlite'), join(backups, 'ledger-2026-11-22.sqlite'))
    damage(userData)
  })
  const { page } = app
  await expect(page.getByRole('heading', { level: 1, name: 'The ledger can’t be used' })).toBeVisible()
  await expect(page.getByText('1 webhook, 0 deliveries')).toBeVisible()
  await app.picture('light-ledger-damaged')
  await expectAccessible(page, 'a damaged ledger')

  await page.getByRole('button', { name: /^Put back the backup of/ }).click()
  await page.getByRole('button', { name: 'Put it back' }).click()
  await go(page, 'Webhooks')
  await expect(webhookRow(page, name)).toBeVisible()
  expect(readdirSync(app.userData).filter((file) => /damaged/.test(file))).not.toEqual([])
})

test('without a backup an empty ledger is started with, and the damaged one is kept', async ({ start }) => {
  const app = await start(damage)
  app.forgive(/the ledger can not be opened/)
  const { page } = app
  await page.getByRole('button', { name: 'Start with an empty ledger' }).click()
  await page.getByRole('button', { name: 'Start empty' }).click()
  await page.getByRole('button', { name: '+ Add Webhook' }).click()
  await expect(webhookForm(page)).toBeVisible()
  expect(existsSync(join(app.userData, 'ledger.sqlite'))).toBe(true)
  expect(readdirSync(app.userData).filter((file) => /damaged/.test(file))).not.toEqual([])
})

/** As a failing disk leaves it: no SQLite file any more. */
function damage(userData: string): void {
  for (const end of ['', '-wal', '-shm'])
    if (end === '' || existsSync(join(userData, `ledger.sqlite${end}`)))
      writeFileSync(join(userData, `ledger.sqlite${end}`), Buffer.alloc(8192, 'garbage'))
}
