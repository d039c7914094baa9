import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import type { App } from './support/app.ts'
import { snapshot } from './support/bridge.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { eventsAt } from './support/received.ts'
import { expect, test } from './support/test.ts'
import * as webhooks from './support/webhooks.ts'

const clipboard = ({ electron }: App) => electron.evaluate((main) => main.clipboard.readText())
const card = (page: Page) => page.getByRole('region', { name: 'Local HTTP' })
/** The switch itself is drawn; the words beside it are pressed. */
const flip = (page: Page) => card(page).getByText('Take events in from Local HTTP').click()
const event = { type: 'security.critical', data: { severity: 'critical', title: 'Posted by a program' } }

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Runs it as it is; answers what it printed. */
const runSnippet = (text: string, token: string): unknown =>
  JSON.parse(
    execFileSync('sh', {
      input: text,
      encoding: 'utf8',
      env: { ...process.env, CASTELLAN_TOKEN: token },
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  )

async function post(url: string, ca: string, token: string, value: unknown) {
  const sending = request(`${url}/v1/events`, {
    method: 'POST',
    ca,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  sending.end(JSON.stringify(value))
  const [response] = await once(sending, 'response')
  return { status: response.statusCode as number, body: (await json(response)) as { events: { id: string }[] } }
}

test('a program on the workstation sends an event with the token the analyst copied', async ({ app, receiver }) => {
  const { page } = app
  await webhooks.addFirstWebhook(page, {
    name: 'Ticket system',
    url: receiver.url,
    events: ['Critical Security Event'],
    ca: receiver.ca,
  })
  await go(page, 'Sources')
  await expect(page.getByText('Events are fired by hand only.')).toBeVisible()
  await look(app, 'sources-off')

  await test.step('turns it on, on another port, and copies the token, which is shown once', async () => {
    await flip(page)
    await expect(card(page)).toContainText('Copy it now.')
    await card(page)
      .getByRole('button', { name: /^Port and protocol/ })
      .click()
    await card(page)
      .getByRole('textbox', { name: 'Port' })
      .fill(String(await freePort()))
    await card(page).getByRole('button', { name: 'Save port' }).click()
    await expect.poll(async () => (await http(page))?.state).toBe('on')
    await card(page).getByRole('button', { name: 'Copy token' }).click()
    await expect(page.getByText('The token is on the clipboard.')).toBeVisible()
    await look(app, 'sources-token')
  })

  const token = await clipboard(app)
  const source = await http(page)
  const ca = readFileSync(source!.certificate!.file, 'utf8')

  await test.step('sends an event, which is delivered; sent again it is known', async () => {
    const first = await post(source!.url, ca, token, { id: 'edr-1', ...event })
    expect(first.status).toBe(202)
    expect((await post(source!.url, ca, token, { id: 'edr-1', ...event })).status).toBe(200)
    await expect.poll(() => eventsAt(receiver).length).toBe(1)
    await expect(card(page)).toContainText('1 taken in · 1 known already · 0 refused')
    await go(page, 'Events')
    await expect(page.getByRole('grid', { name: 'Events' })).toContainText('Posted by a program')
  })

  await test.step('copies the curl command, and it works as it is', async () => {
    await go(page, 'Sources')
    expect(await page.content()).not.toContain(token)
    await card(page)
      .getByRole('button', { name: /^Send an event/ })
      .click()
    await card(page).getByRole('button', { name: 'Copy the snippet' }).click()
    await expect.poll(() => clipboard(app)).toContain('curl')
    if (process.platform === 'win32') return
    expect(runSnippet(await clipboard(app), token)).toMatchObject({ accepted: 1 })
    await card(page)
      .getByRole('button', { name: /^OpenAPI/ })
      .click()
    await card(page)
      .getByRole('button', { name: /^Certificate/ })
      .click()
    await expect(card(page).getByRole('region', { name: 'OpenAPI' })).toContainText('"openapi": "3.1.1"')
    await look(app, 'sources-details')
  })

  await test.step('has events read as CEF: tries a line, saves, and the snippet sends CEF from now on', async () => {
    await card(page)
      .getByRole('button', { name: /^Field mapping/ })
      .click()
    await card(page)
      .getByRole('button', { name: /Input is written as/ })
      .click()
    await page.getByRole('option', { name: 'CEF (ArcSight)' }).click()
    await expect(card(page)).toContainText('as text/plain, one line of CEF (ArcSight) each')
    await card(page).getByLabel('Try it').fill('CEF:0|Vendor|Product|1|100|Malware found|9|shost=WIN-1\nnot CEF')
    const becomes = card(page).getByRole('region', { name: 'What becomes of it' })
    await expect(becomes).toContainText('Critical Security Event')
    await card(page).getByRole('button', { name: 'Save mapping' }).click()
    await expect(card(page)).toContainText('Saved. The next request is read by it.')
    await becomes.scrollIntoViewIfNeeded()
    await look(app, 'sources-http-mapping')
    await expect(card(page).getByRole('region', { name: 'Snippet' })).toContainText('CEF:0|Example|EDR')
    await card(page).getByRole('button', { name: 'Copy the snippet' }).click()
    await expect.poll(() => clipboard(app)).toContain('CEF:0')
    if (process.platform === 'win32') return
    expect(runSnippet(await clipboard(app), token)).toMatchObject({ accepted: 1 })
    await expect.poll(() => eventsAt(receiver).length).toBe(3)
  })

  await test.step('a wrong token is refused, and the card says so; a new one is made only after a question', async () => {
    expect((await post(source!.url, ca, 'wrong', event)).status).toBe(401)
    await expect(card(page)).toContainText('The token is not the right one.')
    await card(page).getByRole('button', { name: 'Make new token …' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make new token' }).click()
    await expect(card(page)).toContainText('Copy it now.')
    expect((await post(source!.url, ca, token, event)).status).toBe(401)
  })

  await test.step('it is on again after a restart, with the same certificate', async () => {
    await app.relaunch()
    await expect.poll(async () => (await http(app.page))?.state).toBe('on')
    expect(await http(app.page)).toMatchObject({ url: source!.url, certificate: source!.certificate })
    expect((await snapshot(app.page)).settings.sources.http.mapping).toMatchObject({ preset: 'cef' })
  })
})

test('a port that is taken is said, with what to do', async ({ app }) => {
  app.forgive(/the local HTTP source can not listen/)
  const { page } = app
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await page.evaluate((taken) => {
    const bridge = Reflect.get(window, 'castellan') as { call(name: string, input: unknown): Promise<unknown> }
    return bridge.call('settings.update', { sources: { http: { port: taken } } })
  }, port)
  await go(page, 'Sources')
  await flip(page)
  await expect(card(page)).toContainText(`Port ${port} is taken by another program.`)
  await expect(page.getByText('Local HTTP can’t take events in.')).toBeVisible()
  await look(app, 'sources-port-taken')
  other.close()
})

const http = async (page: Page) => (await snapshot(page)).sources.find((source) => source.kind === 'http')
