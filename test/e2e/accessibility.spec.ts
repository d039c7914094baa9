import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { reply } from '../support/answers.ts'
import type { Receiver } from '../support/receiver.ts'
import type { App } from './support/app.ts'
import { deliveryRows, openDelivery, openTab } from './support/deliveries.ts'
import { chooseEvent, fire, firePanel, openFirePanel } from './support/events.ts'
import { expectAccessible, look } from './support/look.ts'
import { go } from './support/places.ts'
import { setRetrySchedule } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const name = 'Critical alerts to ServiceNow'
const events = ['Critical Security Event', 'Agent Offline']

test('an empty app, its settings and its form pass WCAG 2.2 AA in light and dark', async ({ app, receiver }) => {
  const { page } = app
  await look(app, 'webhooks-empty')
  for (const place of ['Deliveries', 'Events', 'Delivery', 'Storage', 'Appearance', 'About'] as const) {
    await go(page, place)
    await look(app, `${place.toLowerCase()}-empty`)
  }
  await openFirePanel(page)
  await look(app, 'event-fire')

  await webhooks.openForm(page)
  await look(app, 'form')
  await webhooks.save(page)
  await look(app, 'form-errors')
  await webhooks.fillIn(page, { name, url: receiver.url, events, headers: [['X-Api-Key', 'not-for-your-eyes']] })
  for (const part of ['Signing', 'TLS', 'Proxy', 'Order and rate', 'Body'] as const) await webhooks.unfold(page, part)
  await expect(page.getByRole('region', { name: 'Body as it would be sent' })).toBeVisible()
  await look(app, 'form-unfolded')
  await webhooks.testWebhook(page, 'is not from an authority this app trusts')
  await look(app, 'form-test-failed')
  await webhooks.pasteCa(page, receiver.ca)
  await webhooks.testWebhook(page, 'It works')
  await look(app, 'form-test-ok')
  await webhooks.save(page)
  if (process.platform === 'linux') await look(app, 'weak-storage-question')
})

test('webhooks, deliveries and events in every state pass WCAG 2.2 AA in light and dark', async ({ app, receiver }) => {
  const { page } = app
  await webhooks.addFirstWebhook(page, { name, url: receiver.url, events, ca: receiver.ca })
  await look(app, 'webhook-active')
  await openFirePanel(page)
  await fire(page, 'Accepted')
  await look(app, 'event-fired')
  await openDelivery(page)
  await expect(deliveryRows(page)).toContainText('Delivered')
  await look(app, 'delivery-delivered')
  await openTab(page, 'Connection')
  await look(app, 'delivery-connection')

  await failFor(app, receiver)
  await webhooks.openWebhook(page, name)
  await webhooks.testWebhook(page, '503')
  await look(app, 'webhook-warning')
  await openDelivery(page)
  await openTab(page, 'Response')
  await look(app, 'delivery-retrying')

  await setRetrySchedule(page, '1 s')
  await page.getByText('Close').click()
  await webhooks.openWebhook(page, name)
  await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Disable' }).click()
  await openFirePanel(page)
  await chooseEvent(page, 'Agent Offline')
  await fire(page, '1 held')
  await webhooks.openWebhook(page, name)
  await look(app, 'webhook-disabled')
  await openDelivery(page)
  await look(app, 'delivery-held')
  await webhooks.openWebhook(page, name)
  await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Enable' }).click()
  await look(app, 'webhook-enabled')
  receiver.always(reply(410, {}, 'gone'))
  await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Send 2 held events' }).click()
  await expect(webhooks.webhookPanel(page, name)).toContainText('Disabled · HTTP 410, gone for good')
  receiver.always(reply(200, {}, 'ok'))
  await webhooks.testWebhook(page, 'It works')
  await look(app, 'webhook-gone')
  await webhooks
    .webhookPanel(page, name)
    .getByRole('button', { name: `Close ${name}` })
    .click()
  await look(app, 'webhooks-list')
  await go(page, 'Events')
  await firePanel(page)
    .getByRole('button', { name: /^Close/ })
    .click()
  await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).click()
  await look(app, 'event')
})

test('the page that says why the app could not start passes WCAG 2.2 AA in light and dark', async ({ start }) => {
  for (const theme of ['light', 'dark']) {
    const app = await start((userData) => {
      const database = new DatabaseSync(join(userData, 'ledger.sqlite'))
      database.exec('PRAGMA user_version = 999')
      database.close()
      writeFileSync(join(userData, 'settings.json'), JSON.stringify({ settings: { appearance: { theme } } }))
    })
    app.forgive(/the ledger can not be opened/)
    await app.picture(`${theme}-start-problem`)
    await expectAccessible(app.page, `start problem in ${theme}`)
    await app.stop()
  }
})

async function failFor({ page }: App, receiver: Receiver): Promise<void> {
  receiver.always(reply(503, {}, 'down for maintenance'))
  await openFirePanel(page)
  await fire(page, 'Accepted')
  await go(page, 'Deliveries')
  await expect(deliveryRows(page).first()).toContainText('Retrying')
}
