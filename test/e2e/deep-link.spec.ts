import type { Page } from '@playwright/test'
import { ask } from './support/bridge.ts'
import { go } from './support/places.ts'
import { expect, test } from './support/test.ts'
import { webhookPanel } from './support/webhooks.ts'

const id = 'whk_e582ab92-57ea-45e0-b0f2-38bc46c8b345'
const link = `castellan-webhooks://webhook/${id}`
const draft = { name: 'SOAR', url: 'https://127.0.0.1:9/', events: ['agent.online' as const] }

async function addWebhook(page: Page): Promise<void> {
  expect(await ask(page, 'settings.update', { secrets: { acceptWeakStorage: true } })).toMatchObject({ ok: true })
  expect(await ask(page, 'webhooks.create', { id, draft })).toMatchObject({ ok: true })
  await go(page, 'About')
}
const heading = (page: Page) => page.getByRole('heading', { level: 1 })

test('a link in a mail opens its webhook in the app that runs: by a second start, and as macOS hands it over', async ({
  app,
}) => {
  const { page, electron } = app
  await addWebhook(page)
  await app.startAgain(link)
  await expect(webhookPanel(page, 'SOAR')).toBeVisible()
  await go(page, 'About')
  await electron.evaluate(({ app: main }, url) => {
    main.emit('open-url', { preventDefault: () => {} }, url)
  }, link)
  await expect(webhookPanel(page, 'SOAR')).toBeVisible()
})

test('the app that is started by a link shows its webhook at once', async ({ app }) => {
  await addWebhook(app.page)
  await app.relaunch(undefined, [link])
  await expect(webhookPanel(app.page, 'SOAR')).toBeVisible()
})

test('with its window closed the app opens one for a link', async ({ app }) => {
  await addWebhook(app.page)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => app.electron.windows().length).toBe(0)
  const opening = app.electron.waitForEvent('window')
  await app.startAgain(link)
  await expect(webhookPanel(await opening, 'SOAR')).toBeVisible()
})

test('a link to a webhook that is gone shows the list and says so; what is no link of ours changes nothing', async ({
  app,
}) => {
  const { page } = app
  await addWebhook(page)
  for (const other of [`${link}/enable`, 'castellan-webhooks://settings/x', `https://castellan.ai/webhook/${id}`])
    await app.startAgain(other)
  await expect(heading(page)).toHaveText('About')
  await app.startAgain(link.replace('e582', '0000'))
  await expect(heading(page)).toHaveText('Webhooks')
  await expect(page.getByText('This webhook was deleted.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'SOAR' })).toBeVisible()
})
