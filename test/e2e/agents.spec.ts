import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { ask, snapshot } from './support/bridge.ts'
import { look } from './support/look.ts'
import { go } from './support/places.ts'
import { eventsAt, typesOf } from './support/received.ts'
import { expect, test } from './support/test.ts'

const rows = (page: Page) => page.getByRole('grid', { name: 'Agents' }).getByRole('row')
const panel = (page: Page) => page.getByRole('region', { name: 'Agent', exact: true })
const form = (page: Page) => page.getByRole('form', { name: 'Silence and maintenance' })

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Turns the local HTTP source on; answers how an agent says that it lives. */
async function openSource(page: Page) {
  const port = await freePort()
  const token = await ask(page, 'sources.token.rotate', {})
  if (!token.ok) throw new Error(token.refusal.message)
  expect(await ask(page, 'settings.update', { sources: { http: { on: true, port, tls: false } } })).toMatchObject({
    ok: true,
  })
  await expect.poll(async () => (await snapshot(page)).sources.find(({ kind }) => kind === 'http')?.state).toBe('on')
  return async (id: string, name: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/agents/${id}/heartbeat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.value.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
    expect(answer.ok).toBe(true)
  }
}

test('an agent is listed with its first heartbeat, told of when it falls silent, and again when it is back', async ({
  app,
  receiver,
}) => {
  const { page } = app
  await go(page, 'Agents')
  await expect(page.getByText('first heartbeat')).toBeVisible()
  await look(app, 'agents-none')
  // Where there is no keyring the window would ask.
  expect(await ask(page, 'settings.update', { secrets: { acceptWeakStorage: true } })).toMatchObject({ ok: true })
  const made = await ask(page, 'webhooks.create', {
    id: `whk_${crypto.randomUUID()}`,
    draft: {
      name: 'Ticketing',
      url: receiver.url,
      events: ['agent.offline', 'agent.online'],
      caCertificate: receiver.ca,
    },
  })
  expect(made).toMatchObject({ ok: true })

  const beat = await openSource(page)
  await page.getByRole('button', { name: 'Silence and maintenance' }).click()
  await form(page).getByRole('textbox', { name: 'Offline after a silence of' }).first().fill('600')
  await form(page).getByRole('textbox', { name: 'Hold off' }).fill('0')
  await form(page).getByRole('textbox', { name: 'Grace after start and wake' }).fill('0')
  await form(page).getByRole('button', { name: 'Add group' }).click()
  const group = form(page).getByRole('group', { name: 'Group 1' })
  await group.getByRole('textbox', { name: 'Agents' }).fill('WIN-FIN-*')
  await group.getByRole('textbox', { name: 'Offline after' }).fill('10')
  await form(page).getByRole('button', { name: 'Add window' }).click()
  await form(page).getByRole('group', { name: 'Window 1' }).getByRole('textbox', { name: 'Agents' }).fill('LNX-*')
  await form(page).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(form(page).getByRole('status')).toContainText('Saved')
  await look(app, 'agents-silence')
  await form(page).getByRole('button', { name: 'Close without saving' }).click()

  for (const [id, name] of [
    ['agt-7f3c91', 'WIN-FIN-07'],
    ['agt-0a11', 'LNX-DB-01'],
    ['agt-55b2', 'WIN-HR-03'],
  ] as const)
    await beat(id, name)
  await expect(rows(page)).toHaveCount(4)
  await expect(rows(page).filter({ hasText: 'LNX-DB-01' })).toContainText('maintenance')
  await expect(rows(page).filter({ hasText: 'WIN-FIN-07' })).toContainText('Online')

  // Really silent for its 10 seconds.
  await expect(rows(page).nth(1)).toContainText('WIN-FIN-07', { timeout: 20_000 })
  await expect(rows(page).nth(1)).toContainText('Offline', { timeout: 20_000 })
  await expect.poll(() => typesOf(eventsAt(receiver))).toEqual(['agent.offline'])
  await rows(page).nth(1).click()
  await expect(panel(page)).toContainText('10 s, by its group')
  await look(app, 'agent-offline')

  await beat('agt-7f3c91', 'WIN-FIN-07')
  await expect(panel(page)).toContainText('Online')
  await expect.poll(() => typesOf(eventsAt(receiver))).toEqual(['agent.offline', 'agent.online'])
  await panel(page).getByRole('button', { name: '1 hour' }).click()
  await expect(panel(page)).toContainText('Its silence is expected')
  await page.getByRole('textbox', { name: 'Search by name or id' }).fill('hr')
  await expect(rows(page)).toHaveCount(2)
  await look(app, 'agents-search')
})
