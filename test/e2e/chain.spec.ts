import type { Page } from '@playwright/test'
import { ruleIdSchema } from '../../preload/contract/rule.ts'
import { reply } from '../support/answers.ts'
import { type MailServer, openMailServer } from '../support/mail-server.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ask } from './support/bridge.ts'
import { click, keepNotifications, titles } from './support/notifications.ts'
import { go } from './support/places.ts'
import { eventsAt } from './support/received.ts'
import { setRetrySchedule } from './support/settings.ts'
import { expect, test } from './support/test.ts'
import { drop, folderCard, watchFolder } from './support/watched-folder.ts'
import * as webhooks from './support/webhooks.ts'

const ruleId = ruleIdSchema.parse('rul_00000000-0000-4000-8000-00000000c0de')
const rule = {
  name: 'Memory of LSASS read',
  severity: 'critical',
  filter: { op: 'contains', path: 'data.title', value: 'lsass' },
  when: { kind: 'each' },
  by: null,
  coolDownSeconds: 0,
} as const

/** Too mild to be an event of its own: only the rule makes one of it. */
const finding = (host: string) =>
  `${JSON.stringify({ severity: 'low', title: `lsass.exe was read on ${host}`, host, timestamp: '2026-11-23T10:42:17Z' })}\n`

const subjects = (server: MailServer) => server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])

/** By the bridge: how both are filled in by hand, other specs show. */
async function setUp(page: Page, server: MailServer): Promise<void> {
  const email = {
    enabled: true,
    host: 'localhost',
    port: server.port,
    caCertificate: server.ca,
    user: 'soc',
    secret: 'correct-horse',
    from: 'webhooks@castellan.example',
    to: ['soc@castellan.example'],
  }
  expect(await ask(page, 'settings.update', { secrets: { acceptWeakStorage: true } })).toMatchObject({ ok: true })
  expect(await ask(page, 'settings.update', { email })).toMatchObject({ ok: true })
  expect(await ask(page, 'rules.create', { id: ruleId, draft: rule })).toMatchObject({ ok: true })
}

test('from a file in the folder, over a rule and a webhook that breaks, to the mail and the notification of it', async ({
  app,
  receiver,
}) => {
  const { page, electron } = app
  await using server = await openMailServer()
  using watched = makeTempDir()
  await keepNotifications(electron)
  await setUp(page, server)
  await setRetrySchedule(page, '1 s')
  await webhooks.openForm(page)
  const events = ['Alert Triggered']
  await webhooks.fillIn(page, { name: 'SOAR', url: receiver.url, events, ca: receiver.ca })
  await webhooks.save(page)
  await expect(webhooks.webhookPanel(page, 'SOAR')).toContainText('Active')
  await watchFolder(app, watched.path)

  await test.step('a file is dropped: the rule matches, and its alert is delivered', async () => {
    drop(watched.path, 'first.ndjson', finding('WIN-FIN-07'))
    const sent = await receiver.next()
    expect(JSON.parse(sent.body)).toMatchObject({
      type: 'alert.triggered',
      data: { severity: 'critical', rule: { id: ruleId, name: rule.name } },
    })
    expect(sent.body).toContain('lsass.exe was read on WIN-FIN-07')
    await expect(folderCard(app)).toContainText('1 file done · 0 failed')
    await go(page, 'Deliveries')
    const row = page.getByRole('row').filter({ hasText: rule.name })
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('Delivered')
    expect(await titles(electron)).toEqual([])
    expect(server.mails).toEqual([])
  })

  await test.step('the receiver breaks: after 5 attempts the webhook is disabled, and nothing more is sent', async () => {
    receiver.always(reply(503))
    drop(watched.path, 'second.ndjson', finding('WIN-HR-02'))
    await webhooks.openWebhook(page, 'SOAR')
    await expect(webhooks.webhookPanel(page, 'SOAR')).toContainText('Disabled', { timeout: 20_000 })
    expect(eventsAt(receiver)).toHaveLength(6)
  })

  await test.step('the analyst hears of it on the desktop and by mail, over TLS, once', async () => {
    await server.received(2)
    expect(subjects(server)).toEqual(['Webhook failing: SOAR', 'Webhook disabled: SOAR'])
    expect(server.mails[1]).toMatchObject({ to: ['soc@castellan.example'], user: 'soc' })
    expect(server.mails[1]?.raw).toContain('503')
    await expect.poll(() => titles(electron)).toEqual(['Webhook failing: SOAR', 'Webhook disabled: SOAR'])
    await go(page, 'Notices')
    await expect(page.getByText('2 unread', { exact: true }).first()).toBeVisible()
    await click(electron, 1)
    await expect(webhooks.webhookPanel(page, 'SOAR')).toContainText('Disabled')
  })

  await test.step('while it is disabled a further alert is kept, and not one byte goes out', async () => {
    drop(watched.path, 'third.ndjson', finding('WIN-IT-11'))
    await go(page, 'Deliveries')
    const alerts = page.getByRole('row').filter({ hasText: rule.name })
    await expect(alerts).toHaveCount(3, { timeout: 15_000 })
    await expect(alerts.first()).toContainText('Held')
    expect(eventsAt(receiver)).toHaveLength(6)
    expect(subjects(server)).toHaveLength(2)
  })
  // Before its folder goes.
  await app.stop()
})
