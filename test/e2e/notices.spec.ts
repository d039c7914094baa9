import type { Page } from '@playwright/test'
import { reply } from '../support/answers.ts'
import { fire, openFirePanel } from './support/events.ts'
import { look } from './support/look.ts'
import { click, keepNotifications, titles } from './support/notifications.ts'
import { go } from './support/places.ts'
import { setRetrySchedule } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const rows = (page: Page) =>
  page
    .getByRole('grid', { name: 'Notices' })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
const place = (page: Page) => page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^Notices/ })

test('a broken webhook is told on the desktop and in the list, and a click leads to it', async ({ app, receiver }) => {
  const { page, electron } = app
  await keepNotifications(electron)
  await go(page, 'Notices')
  await expect(page.getByText('Nothing to tell yet.')).toBeVisible()
  await look(app, 'notices-none')

  await test.step('breaks it: the third failure and the disabling are shown, and are unread', async () => {
    await setRetrySchedule(page, '1 s')
    receiver.always(reply(503))
    const events = ['Critical Security Event']
    await webhooks.openForm(page)
    await webhooks.fillIn(page, { name: 'Jira SOC', url: receiver.url, events, ca: receiver.ca })
    await webhooks.save(page)
    await webhooks.storeAnyway(page)
    await openFirePanel(page)
    await fire(page, 'Accepted')
    await expect
      .poll(() => titles(electron), { timeout: 20_000 })
      .toEqual(['Webhook failing: Jira SOC', 'Webhook disabled: Jira SOC'])
    await expect(place(page)).toContainText('2 unread')
    await go(page, 'Notices')
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).first()).toContainText('Disabled')
    await look(app, 'notices-unread')
  })

  await test.step('a click on the notification opens the webhook and counts as read', async () => {
    await click(electron, 1)
    await expect(webhooks.webhookPanel(page, 'Jira SOC')).toContainText('Disabled')
    await expect(place(page)).toContainText('1 unread')
  })

  await test.step('opened from the list, the other one is read too; a restart does not forget it', async () => {
    await go(page, 'Notices')
    await rows(page).last().click()
    await expect(webhooks.webhookPanel(page, 'Jira SOC')).toBeVisible()
    await expect(place(page)).not.toContainText('unread')
    await app.relaunch()
    await go(app.page, 'Notices')
    await expect(rows(app.page)).toHaveCount(2)
    await expect(app.page.getByText('All read')).toBeVisible()
    await look(app, 'notices-read')
  })
})

test('quiet hours and kinds are set, and what is no time is said at its field', async ({ app }) => {
  const { page } = app
  await go(page, 'Desktop notices')
  await page.getByText('A webhook works again').click()
  await page.getByText(/^Quiet hours/).click()
  await page.getByLabel('From').fill('25:00')
  await page.getByRole('button', { name: 'Save desktop notices' }).click()
  await expect(page.getByText('Write a time such as 22:00.')).toBeVisible()
  await page.getByLabel('From').fill('21:30')
  await page.getByRole('button', { name: 'Save desktop notices' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await look(app, 'desktop-notices')
  await app.relaunch()
  await go(app.page, 'Desktop notices')
  await expect(app.page.getByLabel('From')).toHaveValue('21:30')
  await expect(app.page.getByRole('checkbox', { name: /^A webhook works again/ })).not.toBeChecked()
})

test('with its window closed the app delivers on, says so once, and a click on that brings its window back', async ({
  app,
  receiver,
}) => {
  const { page, electron } = app
  await keepNotifications(electron)
  await go(page, 'Background')
  await expect(page.getByRole('switch', { name: /^Keep running/ })).toBeChecked()
  await look(app, 'background')
  await setRetrySchedule(page, '4 s')
  receiver.answer(reply(503))
  const events = ['Critical Security Event']
  await webhooks.openForm(page)
  await webhooks.fillIn(page, { name: 'Jira SOC', url: receiver.url, events, ca: receiver.ca })
  await webhooks.save(page)
  await webhooks.storeAnyway(page)
  await openFirePanel(page)
  await fire(page, 'Accepted')
  await receiver.next()
  await test.step('asked to quit, it says what waits, and stays where that is wanted', async () => {
    const question = await electron.evaluate(async ({ dialog, Menu }) => {
      const asked = Promise.withResolvers<Electron.MessageBoxOptions>()
      Reflect.set(dialog, 'showMessageBox', (options: Electron.MessageBoxOptions) => {
        asked.resolve(options)
        return Promise.resolve({ response: options.cancelId, checkboxChecked: false })
      })
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      items.find(({ label }) => /^(Quit|Exit)/.test(label))?.click()
      return await asked.promise
    })
    expect(question.message).toBe('1 delivery waits to be sent. Quit all the same?')
    expect(question.detail).toContain('sent at the next start')
  })
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await receiver.received(2)
  expect(await titles(electron)).toEqual(['Castellan Webhooks goes on in the background'])
  const opening = electron.waitForEvent('window')
  await click(electron, 0)
  const again = await opening
  await expect(again.getByRole('heading', { level: 1 })).toBeVisible()
})
