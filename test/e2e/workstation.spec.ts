import { reply } from '../support/answers.ts'
import { makeCa } from '../support/certificates.ts'
import { makePfx } from '../support/pkcs12.ts'
import { openProxy } from '../support/proxies.ts'
import { openReceiver } from '../support/receiver.ts'
import { deliveryRows, openDelivery, openTab, deliveryPanel } from './support/deliveries.ts'
import { fire, openFirePanel } from './support/events.ts'
import { choose, chooseClientCertificate, setOwnProxy } from './support/form-choices.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { eventsAt, idsOf } from './support/received.ts'
import { saveNetwork } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'
import { goOffline, goOnline } from './support/workstation.ts'

const name = 'Ticket system'
const events = ['Critical Security Event']

test('a receiver behind a proxy that asks for a client certificate is reached, and each step shows the way', async ({
  app,
}) => {
  const { page } = app
  const ca = await makeCa()
  await using receiver = await openReceiver({ ca, requestClientCert: true })
  await using proxy = await openProxy({ kind: 'http', user: 'soc', password: 'not-for-your-eyes' })
  const proxyUrl = `http://127.0.0.1:${proxy.port}`

  await test.step('sets a proxy for all receivers but those of this workstation', async () => {
    await go(page, 'Network')
    await choose(page, 'Proxy', 'Manual')
    await page.getByLabel('Address of the proxy').fill(proxyUrl)
    await page.getByLabel('User').fill('soc')
    await page.getByLabel('Password').fill('not-for-your-eyes')
    await page.getByLabel('Reached without the proxy').fill('.intranet.example\n10.0.0.0/8')
    await saveNetwork(page)
    await expect(page.getByText('•••• set')).toBeVisible()
    await look(app, 'network')
    expect(await page.content()).not.toContain('not-for-your-eyes')
  })

  await test.step('adds the webhook with a client certificate from a file', async () => {
    await webhooks.openForm(page)
    await webhooks.fillIn(page, { name, url: receiver.url, events, ca: ca.pem })
    await webhooks.testWebhook(page, 'client certificate')
    await setOwnProxy(page, proxyUrl, 'soc', 'not-for-your-eyes')
    await chooseClientCertificate(
      page,
      makePfx(await ca.issue({ commonName: 'soc-workstation', client: true }), 'open'),
      'open',
    )
    await webhooks.testWebhook(page, 'It works')
    const phases = webhooks.testReport(page).getByRole('listitem')
    await expect(phases.filter({ hasText: 'Proxy' })).toContainText(proxyUrl)
    await expect(phases.filter({ hasText: 'TLS' })).toContainText("trusted by this webhook's CA")
    await expect(phases.filter({ hasText: 'TLS' })).toContainText('soc-workstation')
    await look(app, 'form-client-certificate')
    await webhooks.save(page)
    await expect(webhooks.webhookPanel(page, name)).toContainText('soc-workstation')
  })

  await test.step('sees of an attempt which way it went, and who was shown', async () => {
    await openFirePanel(page)
    await fire(page, 'Accepted')
    await openDelivery(page)
    await expect(deliveryRows(page)).toContainText('Delivered')
    await openTab(page, 'Connection')
    for (const words of [proxyUrl, 'This workstation', "this webhook's CA", 'soc-workstation'])
      await expect(deliveryPanel(page)).toContainText(words)
    await app.picture('light-delivery-proxied')
    expect(eventsAt(receiver)).toHaveLength(1)
  })

  await test.step('edits it: the certificate is kept, and its key is not shown', async () => {
    await webhooks.openWebhook(page, name)
    await look(app, 'webhook-client-certificate')
    await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Edit' }).click()
    await webhooks.unfold(page, 'TLS')
    await expect(page.getByRole('radio', { name: 'Stored' })).toBeChecked()
    await webhooks.testWebhook(page, 'It works')
    await app.picture('light-form-stored-certificate')
  })
})

test('without a network a delivery waits, which the window says, and goes out once it is back', async ({
  app,
  receiver,
}) => {
  const { page } = app
  await webhooks.addFirstWebhook(page, { name, url: receiver.url, events, ca: receiver.ca })
  await goOffline(app)
  await openFirePanel(page)
  await fire(page, 'Accepted')
  await expect(page.getByText('No network. 1 delivery waits; it is not lost.')).toBeVisible()
  await webhooks.openWebhook(page, name)
  await expect(webhooks.webhookPanel(page, name)).toContainText('Waiting for network')
  await look(app, 'no-network')
  expect(receiver.requests).toHaveLength(0)

  await goOnline(app)
  await expect(page.getByText(/^No network/)).toBeHidden()
  await expect.poll(() => eventsAt(receiver).length).toBe(1)
  await expect(webhooks.webhookPanel(page, name)).toContainText('Active · The last attempt arrived')
})

test('what failed while a receiver was gone is counted, then sent again in one go', async ({ app, receiver }) => {
  const { page } = app
  await webhooks.addFirstWebhook(page, { name, url: receiver.url, events, ca: receiver.ca })
  receiver.always(reply(410, {}, 'gone'))
  await openFirePanel(page)
  await fire(page, 'Accepted')
  await webhooks.openWebhook(page, name)
  await expect(webhooks.webhookPanel(page, name)).toContainText('Disabled · HTTP 410')
  await go(page, 'Deliveries')
  await page.getByRole('button', { name: 'Redeliver failed …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Redeliver what failed' })
  await expect(dialog.getByRole('status')).toHaveText('Nothing failed in this time.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  receiver.always(reply(200, {}, 'ok'))
  await webhooks.openWebhook(page, name)
  await webhooks.webhookPanel(page, name).getByRole('button', { name: 'Enable' }).click()
  await go(page, 'Deliveries')
  await page.getByRole('button', { name: 'Redeliver failed …' }).click()
  await choose(page, 'Failed', 'Since …')
  await expect(dialog.getByRole('status')).toHaveText('1 delivery failed.')
  await look(app, 'redeliver-failed')
  await dialog.getByRole('button', { name: 'Redeliver 1' }).click()
  await expect(page.getByText('1 delivery is on the way again.')).toBeVisible()
  await expect(deliveryRows(page)).toContainText('Delivered')
  expect(new Set(idsOf(eventsAt(receiver))).size).toBe(1)
})
