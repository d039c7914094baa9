import { rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { expect } from '@playwright/test'
import { eventTypeNames, eventTypes } from '../../preload/contract/event.ts'
import { type App, openApp } from '../e2e/support/app.ts'
import { deliveryRows, openDelivery } from '../e2e/support/deliveries.ts'
import { chooseEvent, fire, openFirePanel } from '../e2e/support/events.ts'
import { go } from '../e2e/support/places.ts'
import { eventsAt, typesOf, verify } from '../e2e/support/received.ts'
import { setRetrySchedule } from '../e2e/support/settings.ts'
import * as webhooks from '../e2e/support/webhooks.ts'
import { reply } from '../support/answers.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { chooseHost } from './which.ts'

// Drives the built app through its whole job and tells what happens as it happens. On a profile of its own, against a
// receiver of its own: nothing of it is left but the pictures.

const root = fileURLToPath(new URL('../..', import.meta.url))
const pictures = join(root, 'out/tour')
const name = 'SOC automation'
let count = 0

const clock = () => new Date().toTimeString().slice(0, 8)
const tell = (sign: string, words: string) => console.log(`${sign} ${clock()}  ${words}`)

async function shown(app: App, words: string): Promise<void> {
  count += 1
  await app.picture(
    `${String(count).padStart(2, '0')}-${words
      .split(' ')
      .slice(0, 4)
      .join('-')
      .replaceAll(/[^\w-]/g, '')
      .toLowerCase()}`,
  )
  tell('✓', words)
}

async function addWebhook(app: App, receiver: Receiver): Promise<string> {
  const { page } = app
  const events = Object.values(eventTypeNames)
  await webhooks.openForm(page)
  await webhooks.fillIn(page, { name, url: receiver.url, events })
  await webhooks.testWebhook(page, 'is not from an authority this app trusts')
  await shown(app, 'Tested without the CA of the receiver: refused, and the window says which field helps')
  await webhooks.pasteCa(page, receiver.ca)
  await webhooks.testWebhook(page, 'It works')
  await shown(app, 'Tested with the CA: it works, each phase of the request is shown')
  await webhooks.unfold(page, 'Signing')
  await page.getByRole('button', { name: 'Copy secret' }).click()
  await expect(page.getByText('The signing secret is on the clipboard.')).toBeVisible()
  const secret = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  await webhooks.save(page)
  await webhooks.storeAnyway(page)
  await expect(webhooks.webhookPanel(page, name)).toContainText('Active')
  await shown(app, `Webhook “${name}” saved: Active`)
  return secret
}

async function fireEach(app: App, receiver: Receiver, secret: string): Promise<void> {
  const { page } = app
  await openFirePanel(page)
  for (const [index, type] of eventTypes.entries()) {
    await chooseEvent(page, eventTypeNames[type])
    await fire(page, 'Accepted · 1 delivery queued')
    await expect.poll(() => typesOf(eventsAt(receiver))).toEqual(eventTypes.slice(0, index + 1))
    verify(secret, eventsAt(receiver)[index]!)
    tell('✓', `${eventTypeNames[type]} fired: arrived once, its signature is right`)
  }
  await openDelivery(page)
  for (const index of eventTypes.keys()) await expect(deliveryRows(page).nth(index)).toContainText('Delivered')
  await shown(app, 'Deliveries shows all five as Delivered')
}

async function fail(app: App, receiver: Receiver): Promise<void> {
  const { page } = app
  await setRetrySchedule(page, '1 s')
  await shown(app, 'Retry schedule set to 1 s between attempts')
  receiver.always(reply(503, {}, 'down for maintenance'))
  await openFirePanel(page)
  await fire(page, 'Accepted · 1 delivery queued')
  await webhooks.openWebhook(page, name)
  const panel = webhooks.webhookPanel(page, name)
  await expect(panel).toContainText(/Warning · HTTP 503, receiver unavailable · attempt \d of 5/)
  await shown(app, 'Receiver answers 503: Warning, with reason, attempt and time of the next one')
  await expect(panel).toContainText(/Disabled · /, { timeout: 20_000 })
  await shown(app, 'Disabled after 5 failed attempts')
  expect(eventsAt(receiver)).toHaveLength(eventTypes.length + 5)
  await openFirePanel(page)
  await fire(page, 'Accepted · 1 held')
  await shown(app, 'Event fired meanwhile: held, nothing is lost and nothing is sent')
}

async function recover(app: App, receiver: Receiver): Promise<void> {
  const { page } = app
  receiver.always(reply(200, {}, 'ok'))
  await webhooks.openWebhook(page, name)
  const panel = webhooks.webhookPanel(page, name)
  await panel.getByRole('button', { name: 'Enable' }).click()
  await panel.getByRole('button', { name: 'Send test' }).click()
  await expect(webhooks.testReport(page).getByRole('status')).toContainText('It works')
  await shown(app, 'Receiver is back: enabled, tested, it works')
  await panel.getByRole('button', { name: 'Send 1 held event' }).click()
  await expect(panel).toContainText('Active · The last attempt arrived')
  expect(eventsAt(receiver)).toHaveLength(eventTypes.length + 6)
  await go(page, 'Deliveries')
  await expect(deliveryRows(page).first()).toContainText('Delivered')
  await shown(app, 'Held event sent: Delivered, the webhook is Active')
}

async function tour(): Promise<void> {
  // The host needs no display; real Electron does.
  process.env['CASTELLAN_HOST_HEADLESS'] ??= '1'
  rmSync(pictures, { recursive: true, force: true })
  const { description } = await chooseHost()
  await using receiver = await openReceiver()
  tell('✓', `HTTPS receiver with a CA of its own listens at ${receiver.url}`)
  const app = await openApp({ pictures })
  // Ctrl-C: Playwright ends the app and this process; the profile must not stay behind.
  process.once('exit', () => rmSync(app.userData, { recursive: true, force: true }))
  try {
    await shown(app, `App started on ${description}`)
    const secret = await addWebhook(app, receiver)
    await fireEach(app, receiver, secret)
    await fail(app, receiver)
    await recover(app, receiver)
    await app.stop()
    expect(app.complaints()).toEqual([])
    tell('✓', 'App closed; neither its window nor its log complained')
  } catch (error) {
    await app.picture('failed').catch(() => {})
    throw error
  } finally {
    await app.close()
  }
}

try {
  await tour()
  console.log(`The tour is over. ${count} pictures are in ${relative(process.cwd(), pictures)}.`)
} catch (error) {
  const [what = '', ...rest] = stripVTControlCharacters(String(error))
    .split('\n')
    .filter((line) => line.trim() !== '')
  const facts = rest.filter((line) => /^(Locator|Expected|Received)/.test(line)).join('; ')
  tell('✗', `The step after the last one failed: ${what}${facts === '' ? '' : ` (${facts})`}`)
  process.exitCode = 1
}
