import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './support/app.ts'
import { deliveryPanel, openDelivery } from './support/deliveries.ts'
import { fire, openFirePanel } from './support/events.ts'
import { look } from './support/look.ts'
import { eventsAt, verify } from './support/received.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const name = 'Alerts to a script'
const token = 'Bearer 0f1e2d3c4b5a69788796'
const folder = join(import.meta.dirname, '../../renderer/screens/webhooks/verify')

const clipboard = ({ electron }: App) => electron.evaluate((main) => main.clipboard.readText())

test('an analyst copies the code that verifies signatures, and a request as cURL', async ({ app, receiver }) => {
  const { page } = app
  await webhooks.addFirstWebhook(page, {
    name,
    url: receiver.url,
    events: ['Critical Security Event'],
    ca: receiver.ca,
    headers: [['Authorization', token]],
  })

  await test.step('the snippet of each language is the file that is tested', async () => {
    const panel = webhooks.webhookPanel(page, name)
    await panel.getByRole('button', { name: /^Verify signatures/ }).click()
    for (const [language, file] of [
      ['Node', 'verify.mjs'],
      ['PowerShell', 'verify.ps1'],
      ['Python', 'verify.py'],
    ] as const) {
      await panel.getByText(language, { exact: true }).click()
      await panel.getByRole('button', { name: `Copy ${file}` }).click()
      await expect(page.getByText(`${file} is on the clipboard.`)).toBeVisible()
      expect(await clipboard(app)).toBe(readFileSync(join(folder, file), 'utf8'))
    }
    await look(app, 'verify-signatures')
  })

  await test.step('a test is copied with dots', async () => {
    await webhooks.testWebhook(page, 'It works')
    await page.getByRole('button', { name: 'What was sent' }).click()
    await webhooks.testReport(page).getByRole('button', { name: 'Copy as cURL' }).click()
    await expect.poll(() => clipboard(app)).toContain(`curl --request POST ${receiver.url}`)
    expect(await clipboard(app)).toContain("--header 'Authorization: ••••'")
    await look(app, 'test-as-curl')
  })

  await test.step('an attempt is copied with secrets once that was agreed to, and what it sends is right', async () => {
    await openFirePanel(page)
    await fire(page, 'Accepted · 1 delivery queued')
    await expect.poll(() => eventsAt(receiver).length).toBe(1)
    await openDelivery(page)
    await deliveryPanel(page).getByRole('button', { name: 'Copy as cURL' }).click()
    await expect.poll(() => clipboard(app)).toContain('security.critical')
    await look(app, 'copy-as-curl')
    await deliveryPanel(page).getByRole('button', { name: 'Copy with secrets…' }).click()
    const question = page.getByRole('alertdialog', { name: 'Copy with secrets?' })
    await look(app, 'copy-with-secrets')
    await question.getByRole('button', { name: 'Copy with secrets' }).click()
    await expect.poll(() => clipboard(app)).toContain(token)
    expect(await page.content()).not.toContain(token)

    await webhooks.openWebhook(page, name)
    await page.getByRole('button', { name: 'Edit' }).click()
    const command = await clipboard(app)
    await webhooks.unfold(page, 'Signing')
    await page.getByRole('button', { name: 'Copy secret' }).click()
    await expect.poll(() => clipboard(app)).toMatch(/^whsec_/)
    verify(await clipboard(app), { ...eventsAt(receiver)[0]!, ...given(command) })
  })
})

/** What a shell gives curl, as the receiver would get it. */
function given(command: string) {
  const input = `curl() { printf '%s\\0' "$@"; }\n${command}\n`
  const words = execFileSync('sh', { input, encoding: 'utf8' }).split('\0').slice(0, -1)
  const lines = words
    .filter((_, at) => words[at - 1] === '--header')
    .map((line) => line.split(': ') as [string, string])
  return { headers: Object.fromEntries(lines), body: words.at(-1) ?? '' }
}
