import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Notification } from '../../main/notices/desktop-words.ts'
import type { RuleDraft } from '../../preload/contract/rule.ts'
import { anAccount, makeAccounts } from '../support/mail-accounts.ts'
import { type MailServer, openMailServer } from '../support/mail-server.ts'
import { openWorkstation } from '../support/workstation.ts'

const id = 'rul_00000000-0000-4000-8000-000000000001'
const gather = 1_000
const draft: RuleDraft = {
  name: 'Many logons',
  severity: 'high',
  filter: null,
  when: { kind: 'each' },
  by: null,
  coolDownSeconds: 0,
}
const subjectsOf = ({ mails }: MailServer) => mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])

async function setUp() {
  const server = await openMailServer()
  const shown: Notification[] = []
  const station = await openWorkstation({
    mailAccounts: makeAccounts(anAccount(server)),
    notifier: { isSupported: () => true, show: (notification) => void shown.push(notification) },
  })
  await station.call('rules.create', { id, draft })
  // What no schema finds: it fails only while the rule looks at an event.
  const meanwhile = () => {
    const database = new DatabaseSync(join(station.folder, 'ledger.sqlite'))
    database.exec('DROP TABLE rule_alert')
    database.exec(
      'CREATE TABLE rule_alert (rule_id TEXT, key TEXT, at INTEGER, suppressed, kept, PRIMARY KEY (rule_id, key))',
    )
    database.prepare("INSERT INTO rule_alert VALUES (?, '', 0, 'many', '[]')").run(id)
    database.close()
  }
  const spoil = () => station.restart({ meanwhile })
  return {
    station,
    server,
    shown,
    spoil,
    told: async () => {
      await station.pass(gather)
      await station.mail().idle()
    },
    notices: async () => (await station.call('app.snapshot', {})).notices,
    rule: async () => (await station.call('app.snapshot', {})).rules.find((rule) => rule.id === id),
    async [Symbol.asyncDispose]() {
      await station.close()
      await server.close()
    },
  }
}

test('a rule that fails is stopped, and told once: in the list, on the desktop and by e-mail', async () => {
  await using flow = await setUp()
  const { station, server, shown } = flow
  flow.spoil()
  station.changes()
  await station.fire()
  expect(station.changes().map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rules', 'notices']))
  expect(await flow.rule()).toMatchObject({ state: { kind: 'stopped' } })
  await flow.told()
  // It looks at nothing any more, so it can't fail again.
  await station.fire()
  await flow.told()
  const reason = expect.stringMatching(/^It failed: .* then enable it\.$/)
  expect(await flow.notices()).toMatchObject({
    unread: 1,
    newest: [{ kind: 'stopped', about: { kind: 'rule', id, name: draft.name }, reason, readAt: null }],
  })
  expect(shown).toMatchObject([{ title: 'Rule stopped: Many logons', place: { screen: 'rules', ruleId: id } }])
  expect(subjectsOf(server)).toEqual(['Rule stopped: Many logons'])
  expect(station.mail().list()).toMatchObject([{ subject: 'Rule stopped: Many logons', state: 'sent' }])
  expect(server.mails[0]?.raw.replaceAll('=\r\n', '')).toContain(`castellan-webhooks://rule/${id}`)
})

test('each time it is stopped anew it is told anew', async () => {
  await using flow = await setUp()
  flow.spoil()
  for (const count of [1, 2]) {
    await flow.station.fire()
    await flow.told()
    expect([(await flow.notices()).unread, flow.shown.length, flow.server.mails.length]).toEqual([count, count, count])
    await flow.station.call('rules.enable', { id })
  }
})

test('a stop is told once though the app crashes right after it', async () => {
  await using flow = await setUp()
  flow.spoil()
  await flow.station.fire()
  flow.station.restart()
  await flow.told()
  flow.station.restart()
  await flow.told()
  expect([(await flow.notices()).unread, flow.shown.length, flow.server.mails.length]).toEqual([1, 1, 1])
})

test('a kind that is not wanted on the desktop is mailed and listed all the same', async () => {
  await using flow = await setUp()
  const { station } = flow
  await station.call('settings.update', { desktop: { ...station.settings().desktop, stopped: false } })
  flow.spoil()
  await station.fire()
  await flow.told()
  expect([(await flow.notices()).unread, flow.shown.length, flow.server.mails.length]).toEqual([1, 0, 1])
})

test('of a rule that was deleted meanwhile nothing is told any more, and its notice goes with it', async () => {
  await using flow = await setUp()
  const { station } = flow
  flow.spoil()
  await station.fire()
  await station.call('rules.remove', { id })
  await flow.told()
  expect([flow.shown.length, flow.server.mails.length]).toEqual([0, 0])
  station.ledger().write(() => station.ledger().rules.drop(id))
  expect(await flow.notices()).toMatchObject({ unread: 0, newest: [] })
})
