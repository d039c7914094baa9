import { expect, test } from 'vitest'
import { presets } from '../../../main/mapping/presets.ts'
import { commands } from '../../../preload/contract/commands.ts'
import { aDraft, openWorkstation, refusalOf, stateOf, webhookId } from './ask.ts'

const names = Object.keys(commands)
const one = { id: webhookId }
const fileId = '5c1d7f0e-3b1a-4d7e-9d59-2f5d2c1f7a10'
const oneRule = { id: 'rul_00000000-0000-4000-8000-000000000000' }
const rule = {
  name: 'R',
  severity: 'high',
  filter: null,
  when: { kind: 'each' },
  by: null,
  coolDownSeconds: 0,
}
const valid: Record<keyof typeof commands, object> = {
  'app.snapshot': {},
  'app.showDataFolder': {},
  'app.copyText': { text: 'T' },
  'receivers.recognise': { url: 'https://hooks.example.com/' },
  'templates.preview': { receiver: 'custom', fields: {}, template: null, eventId: null },
  'filters.count': { events: ['security.high'], filter: null },
  'webhooks.create': { ...one, draft: aDraft() },
  'webhooks.update': { ...one, draft: aDraft() },
  'webhooks.remove': one,
  'webhooks.restore': one,
  'webhooks.enable': one,
  'webhooks.disable': one,
  'webhooks.test': { ...one, draft: null },
  'webhooks.held.send': one,
  'webhooks.held.dismiss': one,
  'webhooks.secret.rotate': one,
  'webhooks.secret.copy': one,
  'events.fire': { type: 'agent.online', data: { severity: 'info', title: 'T' } },
  'events.sample': { type: 'agent.online' },
  'events.page': {},
  'events.get': { id: 'evt_1' },
  'sources.token.rotate': {},
  'sources.openapi': {},
  'sources.folder.choose': {},
  'mappings.presets': {},
  'mappings.try': { mapping: presets.plain, text: '{}' },
  'imports.choose': {},
  'imports.begin': { name: 'alerts.json', size: 10 },
  'imports.append': { id: fileId, base64: 'e30=' },
  'imports.preview': { id: fileId, mapping: presets.plain },
  'imports.start': { id: fileId, mapping: presets.plain },
  'imports.state': { id: fileId },
  'imports.cancel': { id: fileId },
  'notices.read': { ids: ['ntc_1'] },
  'notices.readAll': {},
  'deliveries.page': {},
  'deliveries.get': { id: 'dlv_1' },
  'deliveries.redeliver': { ids: ['dlv_1'] },
  'deliveries.failedSince': { since: 0 },
  'deliveries.redeliverFailedSince': { since: 0 },
  'deliveries.cancel': { id: 'dlv_1' },
  'curl.copy': { sent: { method: 'POST', url: 'https://hooks.example.com/', headers: [], body: '' } },
  'curl.copyWithSecrets': { id: 'dlv_1', number: 1 },
  'agents.page': {},
  'agents.get': { id: 'agt-1' },
  'agents.forget': { id: 'agt-1' },
  'agents.setSilence': { id: 'agt-1', silenceSeconds: 60 },
  'agents.setMaintenance': { id: 'agt-1', until: null },
  'rules.create': { ...oneRule, draft: rule },
  'rules.update': { ...oneRule, draft: rule },
  'rules.remove': oneRule,
  'rules.restore': oneRule,
  'rules.enable': oneRule,
  'rules.disable': oneRule,
  'rules.test': { draft: rule, last: 100 },
  'rules.sigma': { text: 'title: T' },
  'recovery.look': {},
  'recovery.restore': { name: 'ledger-2026-11-23.sqlite' },
  'recovery.startEmpty': {},
  'email.test': { email: {} },
  'settings.get': {},
  'settings.update': {},
}
const hostile = JSON.parse('{"__proto__":{"polluted":true}}')

test.for(Object.entries(valid))('%s takes what its contract says', async ([name, input]) => {
  expect(commands[name as keyof typeof commands].input.safeParse(input).success).toBe(true)
})

test.for(names)('%s refuses whatever is no object of its own, names the field, and changes nothing', async (name) => {
  await using station = await openWorkstation()
  await station.call('webhooks.create', { id: webhookId, draft: aDraft() as never })
  await station.fire()
  station.changes()
  const before = await stateOf(station)
  const input = valid[name as keyof typeof commands]

  for (const wrong of [null, undefined, 7, 'text', true, [], [input]]) {
    expect(await refusalOf(station, name, wrong)).toMatchObject({ code: 'invalid', fields: expect.any(Object) })
  }
  expect(await refusalOf(station, name, { ...input, extra: 1 })).toMatchObject({
    code: 'invalid',
    fields: { extra: 'This field is not known here.' },
  })
  for (const key of Object.keys(input)) {
    const { fields } = await refusalOf(station, name, { ...input, [key]: 3.5 })
    expect(Object.keys(fields ?? {})).toEqual([key])
  }
  const { [Object.keys(input)[0] ?? '']: _first, ...less } = input as Record<string, unknown>
  if (Object.keys(input).length > 0) {
    const { fields } = await refusalOf(station, name, less)
    expect(Object.keys(fields ?? {})).toEqual([Object.keys(input)[0]])
  }
  expect(await stateOf(station)).toEqual(before)
  expect(station.changes()).toEqual([])
  expect(station.errors).toEqual([])
})

test.for(names)('%s lets no __proto__ through', async (name) => {
  await using station = await openWorkstation()
  await station.ask(name as 'app.snapshot', { ...valid[name as keyof typeof commands], ...hostile } as never)
  const carrying = JSON.parse(
    JSON.stringify(valid[name as keyof typeof commands])
      .replace('{', '{"__proto__":{"polluted":true},')
      .replace(',}', '}'),
  )
  await station.ask(name as 'app.snapshot', carrying)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
