import { reply } from '../support/answers.ts'
import { snapshot } from './support/bridge.ts'
import { attempts, deliveryPanel, deliveryRows, openDelivery } from './support/deliveries.ts'
import { fire, openFirePanel } from './support/events.ts'
import { go } from './support/places.ts'
import { eventsAt, idsOf } from './support/received.ts'
import { setRetrySchedule, setTheme, waitField } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import { addFirstWebhook, openWebhook, webhookPanel } from './support/webhooks.ts'

const name = 'Ticket system'
const events = ['Critical Security Event', 'Agent Offline']

test('what was there before a restart is there after it', async ({ app, receiver }) => {
  const setSize = { width: 1010, height: 690 }
  await addFirstWebhook(app.page, { name, url: receiver.url, events, ca: receiver.ca })
  await openFirePanel(app.page)
  await fire(app.page, 'Accepted')
  await receiver.next()
  await openDelivery(app.page)
  await expect(deliveryRows(app.page)).toContainText('Delivered')
  await setRetrySchedule(app.page, '7 s')
  await setTheme(app.page, 'Dark')
  await app.electron.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setSize(width, height)
  }, setSize)

  await app.relaunch()

  const { page } = app
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const size = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())
  expect(size).toEqual([setSize.width, setSize.height])
  await openDelivery(page)
  await expect(deliveryRows(page)).toHaveCount(1)
  await expect(deliveryPanel(page)).toContainText('Delivered')
  await openWebhook(page, name)
  await expect(webhookPanel(page, name)).toContainText('Active · The last attempt arrived')
  await expect(webhookPanel(page, name)).toContainText('Agent Offline')
  await go(page, 'Delivery')
  for (const attempt of [2, 3, 4, 5]) await expect(waitField(page, attempt)).toHaveValue('7 s')
  expect(eventsAt(receiver)).toHaveLength(1)
})

test('a webhook saved before a restart still sends with its secrets after it', async ({ app, receiver }) => {
  const headers: [string, string][] = [['Authorization', 'Bearer kept-over-the-restart']]
  await addFirstWebhook(app.page, { name, url: receiver.url, events, ca: receiver.ca, headers })
  await app.relaunch()
  await openFirePanel(app.page)
  await fire(app.page, 'Accepted')
  const request = await receiver.next()
  expect(request.headers.authorization).toBe('Bearer kept-over-the-restart')
})

test('a request cut off by a crash is shown as unknown and sent again with the same webhook-id', async ({
  app,
  receiver,
}) => {
  await addFirstWebhook(app.page, { name, url: receiver.url, events, ca: receiver.ca })
  await setRetrySchedule(app.page, '1 s')
  receiver.answer({ kind: 'hang' })
  await openFirePanel(app.page)
  await fire(app.page, 'Accepted')
  await receiver.next()
  await app.crash()

  await receiver.received(2)
  expect(new Set(idsOf(receiver.requests)).size).toBe(1)
  await openDelivery(app.page)
  await expect(deliveryRows(app.page)).toContainText('Delivered')
  await expect(attempts(app.page)).toHaveCount(2)
  await expect(attempts(app.page).first()).toContainText('Unknown')
  await attempts(app.page).first().getByRole('button').click()
  await expect(deliveryPanel(app.page)).toContainText('stopped while this request was under way.')
  await expect(attempts(app.page).last()).toContainText('Succeeded')
})

test('a delivery that waits for its next attempt is tried after a restart', async ({ app, receiver }) => {
  await addFirstWebhook(app.page, { name, url: receiver.url, events, ca: receiver.ca })
  receiver.answer(reply(500))
  await setRetrySchedule(app.page, '1 s')
  await openFirePanel(app.page)
  await fire(app.page, 'Accepted')
  await receiver.next()
  await app.relaunch()
  await receiver.received(2)
  expect(new Set(idsOf(receiver.requests)).size).toBe(1)
  await expect.poll(async () => (await snapshot(app.page)).deliveries[0]?.state).toBe('delivered')
})
