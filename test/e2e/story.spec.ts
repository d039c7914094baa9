import { reply } from '../support/answers.ts'
import type { Receiver } from '../support/receiver.ts'
import type { App } from './support/app.ts'
import { attempts, deliveryPanel, deliveryRows, openDelivery, openTab } from './support/deliveries.ts'
import { fire, firePanel, openFirePanel } from './support/events.ts'
import { go } from './support/places.ts'
import { eventsAt, idsOf, typesOf, verify } from './support/received.ts'
import { setRetrySchedule } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const name = 'Critical alerts to SOAR'

test('an analyst adds a webhook, sees it deliver, fail, be disabled, and brings it back', async ({ app, receiver }) => {
  const { page } = app
  const secret = await test.step('adds a webhook, tested before it is saved', () => addAndTest(app, receiver))

  await test.step('fires an event, which arrives once, signed', async () => {
    await openFirePanel(page)
    await expect(firePanel(page).getByLabel('Title')).toHaveValue('Credential dumping detected on WIN-FIN-07')
    await fire(page, 'Accepted · 1 delivery queued')
    await expect.poll(() => typesOf(eventsAt(receiver))).toEqual(['security.critical'])
    verify(secret, eventsAt(receiver)[0]!)
  })

  await test.step('sees what was sent and what was answered', async () => {
    await openDelivery(page)
    await expect(deliveryRows(page)).toHaveCount(1)
    await expect(deliveryRows(page)).toContainText('Delivered')
    await expect(deliveryPanel(page)).toContainText(`POST ${receiver.url}`)
    await expect(deliveryPanel(page)).toContainText('WIN-FIN-07')
    await openTab(page, 'Response')
    await expect(deliveryPanel(page)).toContainText('HTTP 200')
  })

  await test.step('sees it fail: a warning with its reason, then disabled after five attempts', () =>
    watchItFail(app, receiver))

  await test.step('fires another event, which is held', async () => {
    await openFirePanel(page)
    await expect(firePanel(page)).toContainText('1 disabled webhook keeps it back')
    await fire(page, 'Accepted · 1 held')
    await go(page, 'Deliveries')
    await expect(deliveryRows(page).first()).toContainText('Held')
    expect(eventsAt(receiver)).toHaveLength(6)
  })

  await test.step('brings it back: enable, test, send what was held', () => bringBack(app, receiver))
})

async function addAndTest({ page, electron }: App, receiver: Receiver): Promise<string> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Webhooks')
  await webhooks.openForm(page)
  await webhooks.fillIn(page, { name, url: receiver.url, events: ['Critical Security Event'] })
  await webhooks.testWebhook(page, 'is not from an authority this app trusts')
  const report = webhooks.testReport(page)
  await expect(report.getByRole('status')).toContainText('under TLS')
  await expect(report.getByRole('listitem').filter({ hasText: 'TLS' })).toContainText('failed')
  await expect(report.getByRole('listitem').filter({ hasText: 'Answer' })).toContainText('not reached')

  await webhooks.pasteCa(page, receiver.ca)
  await webhooks.testWebhook(page, 'It works')
  await expect(report.getByRole('listitem').filter({ hasText: 'DNS' })).toContainText('127.0.0.1, not needed')
  await expect(report.getByRole('listitem').filter({ hasText: 'TLS' })).toContainText('issuer Castellan Test CA')
  for (const phase of ['Connect', 'TLS', 'Send', 'Answer'])
    await expect(report.getByRole('listitem').filter({ hasText: phase })).toContainText('done')
  await expect(report.getByRole('listitem').filter({ hasText: 'Answer' })).toContainText('HTTP 200')

  await webhooks.unfold(page, 'Signing')
  await page.getByRole('button', { name: 'Copy secret' }).click()
  await expect(page.getByText('The signing secret is on the clipboard.')).toBeVisible()
  const secret = await electron.evaluate(({ clipboard }) => clipboard.readText())
  verify(secret, receiver.requests[0]!)

  await webhooks.save(page)
  await webhooks.storeAnyway(page)
  await expect(webhooks.webhookPanel(page, name)).toContainText('Active · Nothing sent yet')
  expect(eventsAt(receiver)).toEqual([])
  return secret
}

async function watchItFail({ page }: App, receiver: Receiver): Promise<void> {
  receiver.always(reply(503, {}, 'down for maintenance'))
  await setRetrySchedule(page, '1 s')
  await openFirePanel(page)
  await fire(page, 'Accepted · 1 delivery queued')
  await webhooks.openWebhook(page, name)
  const panel = webhooks.webhookPanel(page, name)
  await expect(panel).toContainText(/Warning · HTTP 503, receiver unavailable · attempt \d of 5 · next/)
  await expect(panel).toContainText(/Disabled · .*503/, { timeout: 20_000 })
  await expect(page.getByRole('navigation', { name: 'Places' })).toContainText('1 needs you')

  await openDelivery(page)
  await expect(deliveryRows(page).first()).toContainText('Failed')
  await expect(attempts(page)).toHaveCount(5)
  await expect(deliveryPanel(page)).toContainText('answered 503: it is not available now.')
  await openTab(page, 'Response')
  await expect(deliveryPanel(page)).toContainText('down for maintenance')
  const failed = eventsAt(receiver).slice(1)
  expect(failed).toHaveLength(5)
  expect(new Set(idsOf(failed)).size).toBe(1)
}

async function bringBack({ page }: App, receiver: Receiver): Promise<void> {
  receiver.always(reply(200, {}, 'ok'))
  await webhooks.openWebhook(page, name)
  const panel = webhooks.webhookPanel(page, name)
  await panel.getByRole('button', { name: 'Enable' }).click()
  await panel.getByRole('button', { name: 'Send test' }).click()
  await expect(webhooks.testReport(page).getByRole('status')).toContainText('It works')
  await panel.getByRole('button', { name: 'Send 1 held event' }).click()
  await expect.poll(() => eventsAt(receiver).length).toBe(7)
  await expect(panel).toContainText('Active · The last attempt arrived')

  await openDelivery(page, 1)
  await deliveryPanel(page).getByRole('button', { name: 'Redeliver' }).click()
  for (const index of [0, 1, 2]) await expect(deliveryRows(page).nth(index)).toContainText('Delivered')
  expect(idsOf(eventsAt(receiver)).at(-1)).toBe(idsOf(eventsAt(receiver))[1])
}
