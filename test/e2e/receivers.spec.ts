import { makeCa } from '../support/certificates.ts'
import { openProxy } from '../support/proxies.ts'
import { openReceiver } from '../support/receiver.ts'
import type { Received } from '../support/received.ts'
import type { Simulator } from '../support/receivers/simulator.ts'
import { snapshot } from './support/bridge.ts'
import { deliveryPanel, deliveryRows } from './support/deliveries.ts'
import { fire, openFirePanel } from './support/events.ts'
import { choose } from './support/form-choices.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { type Case, cases } from './support/receiver-cases.ts'
import { cardOf, chooseReceiver, countAsked, enter } from './support/receiver-form.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const event = 'Critical Security Event'

type Opened = Case & { simulator: Simulator }

/** All of them behind one server, each found at its real host through a proxy. */
async function openAll(opened: readonly Opened[]) {
  const hosts = [...new Set(opened.map(({ simulator }) => new URL(simulator.url).hostname))]
  const ca = await makeCa()
  const { certPem, keyPem } = await ca.issue({ names: hosts })
  const receiver = await openReceiver({ ca, cert: certPem, key: keyPem })
  const names = Object.fromEntries(hosts.map((host) => [host, `127.0.0.1:${receiver.port}`]))
  const proxy = await openProxy({ kind: 'http', names })
  const known = new Map<string, Simulator>()
  let tested: Simulator | undefined
  receiver.simulate((request) => {
    // Where it leads is learned from the tests, one webhook after the other.
    const simulator = known.get(placeOf(request)) ?? tested
    if (!simulator) throw new Error(`Nobody expects ${placeOf(request)}`)
    known.set(placeOf(request), simulator)
    return simulator.answer(request)
  })
  return {
    receiver,
    ca: ca.pem,
    proxy: `http://127.0.0.1:${proxy.port}`,
    nowTests: (simulator: Simulator) => void (tested = simulator),
    async [Symbol.asyncDispose]() {
      await proxy.close()
      await receiver.close()
    },
  }
}

/** Host and path; where those are the same, the key in the URL tells them apart. */
function placeOf({ headers, path }: Received): string {
  const url = new URL(path, `https://${headers.host}`)
  return `${url.host}${url.pathname}${url.searchParams.get('sig') ?? ''}`
}

test('each receiver is recognised, tested, saved and sent an event, and its refusal is explained', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  const opened: Opened[] = []
  for (const one of cases) {
    const { setUp } = await cardOf(page, one.kind)
    opened.push({ ...one, simulator: one.simulate(setUp.join('\n')) })
  }
  await using there = await openAll(opened)

  for (const one of opened) {
    await test.step(`${one.name}: pasted, filled in, tested, saved`, () => add(one))
  }

  await test.step('one event reaches all of them', async () => {
    await openFirePanel(page)
    await fire(page, `Accepted · ${opened.length} deliveries queued`)
    await go(page, 'Deliveries')
    for (const { name, later } of opened) {
      const row = deliveryRows(page).filter({ hasText: name })
      await expect(row, name).toContainText(later ? 'Accepted' : 'Delivered')
    }
    for (const { name, simulator, sees } of opened) {
      // The test, then the event.
      expect(simulator.taken, name).toHaveLength(2)
      expect(simulator.taken[1], name).toMatchObject(sees)
    }
  })

  await test.step('what is only accepted is not called delivered, and no secret is to be seen', async () => {
    await deliveryRows(page).filter({ hasText: 'Teams channel' }).click()
    await expect(deliveryPanel(page)).toContainText('Accepted by Microsoft Teams')
    const shown = JSON.stringify(await snapshot(page)) + app.log()
    for (const { simulator } of opened) for (const secret of simulator.secrets) expect(shown).not.toContain(secret)
  })

  async function add({ name, kind, simulator, chosen, later, refused }: Opened): Promise<void> {
    const card = await cardOf(page, kind)
    await webhooks.openForm(page)
    const form = webhooks.webhookForm(page)
    await webhooks.fillIn(page, { name, url: simulator.url, events: [event] })
    if (chosen === 'among two') await choose(page, 'Which of these is it? Their URLs look alike.', card.name)
    if (chosen === 'by hand') await chooseReceiver(page, card.name)
    if (chosen === undefined && kind !== 'custom')
      await expect(form.getByRole('group', { name: 'Receiver' })).toContainText(`${card.name} recognised by its URL`)
    expect(await countAsked(page)).toBeLessThanOrEqual(4)
    await enter(page, card, simulator.fields)
    await webhooks.pasteCa(page, there.ca)
    await webhooks.unfold(page, 'Proxy')
    await choose(page, 'Proxy of this webhook', 'Its own')
    await form.getByLabel('Address of the proxy').fill(there.proxy)

    there.nowTests(simulator)
    if (refused && 'entered' in refused) await enter(page, card, refused.entered)
    if (refused && 'answer' in refused) there.receiver.answer(refused.answer)
    if (refused) await webhooks.testWebhook(page, refused.says)
    if (refused && 'entered' in refused) await enter(page, card, simulator.fields)
    await webhooks.testWebhook(page, later ? `It works so far: accepted by ${card.name}` : /^It works: /)
    await webhooks.save(page)
    if (name === opened[0]?.name) await webhooks.storeAnyway(page)
    await expect(webhooks.webhookPanel(page, name)).toContainText('Active')
  }
})

test('the form of a receiver passes WCAG 2.2 AA in light and dark', async ({ app }) => {
  const { page } = app
  await webhooks.openForm(page)
  const form = webhooks.webhookForm(page)
  const paste = (url: string) => form.getByRole('textbox', { name: 'URL', exact: true }).fill(url)
  await chooseReceiver(page, 'Microsoft Teams')
  await expect(form.getByText('Copy the URL of the webhook.')).toBeVisible()
  await look(app, 'form-receiver-by-hand')
  await paste('https://outlook.office.com/webhook/a/IncomingWebhook/b/c')
  await expect(form.getByText('Microsoft switched those off')).toBeVisible()
  await look(app, 'form-receiver-retired')
  await paste('https://example.atlassian.net')
  await form.getByRole('button', { name: /^More for Jira/ }).click()
  await form.getByRole('button', { name: /^Set up Jira/ }).click()
  await look(app, 'form-receiver-recognised')
  await paste(cases.find(({ chosen }) => chosen === 'among two')?.simulate('').url ?? '')
  await expect(form.getByText('Which of these is it? Their URLs look alike.')).toBeVisible()
  await look(app, 'form-receiver-asked')
})
