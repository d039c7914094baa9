import { expect, test } from 'vitest'
import { type RuleDraft, mostRules } from '../../../preload/contract/rule.ts'
import { openWorkstation, type Workstation } from '../../support/workstation.ts'

const idOf = (index: number) => `rul_00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const id = idOf(1)
const draft = (more: Partial<RuleDraft> = {}): RuleDraft => ({
  name: 'Sign-ins',
  severity: 'high',
  filter: { op: 'contains', path: 'title', value: 'sign-in' },
  when: { kind: 'each' },
  by: null,
  coolDownSeconds: 0,
  ...more,
})

async function happen(station: Workstation, title = 'Failed sign-in', more: object = {}) {
  const { id: event } = await station
    .engine()
    .accept({ type: 'security.high', data: { severity: 'high', title, ...more } }, 'http')
  return event
}
const alertsOf = async (station: Workstation) =>
  (await station.call('events.page', {})).filter(({ type }) => type === 'alert.triggered').length

test('a rule is made, changed, turned off and on, deleted and put back; the window hears of each', async () => {
  await using station = await openWorkstation()
  expect(await station.call('rules.create', { id, draft: draft() })).toMatchObject({ id, state: { kind: 'on' } })
  const told = () => station.changes().findLast((change) => change.kind === 'rules')
  expect(told()).toMatchObject({ rules: [{ id, name: 'Sign-ins', draft: draft() }] })
  await station.call('rules.update', { id, draft: draft({ name: 'Other' }) })
  expect(told()).toMatchObject({ rules: [{ name: 'Other' }] })
  await station.call('rules.disable', { id })
  expect(told()).toMatchObject({ rules: [{ state: { kind: 'off', since: station.clock.now() } }] })
  await happen(station)
  await station.call('rules.enable', { id })
  await happen(station)
  expect(await alertsOf(station)).toBe(1)
  await station.call('rules.remove', { id })
  expect(told()).toMatchObject({ rules: [] })
  await happen(station)
  await station.call('rules.restore', { id })
  await happen(station)
  expect(await alertsOf(station)).toBe(2)
})

test('one that is saved already, is gone, or is one too many is refused', async () => {
  await using station = await openWorkstation()
  await station.call('rules.create', { id, draft: draft() })
  const codeOf = async (reply: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await reply).refusal?.code
  expect(await codeOf(station.ask('rules.create', { id, draft: draft() }) as never)).toBe('conflict')
  for (const name of ['rules.remove', 'rules.restore', 'rules.enable', 'rules.disable'] as const)
    expect(await codeOf(station.ask(name, { id: idOf(9) }) as never)).toBe('missing')
  expect(await codeOf(station.ask('rules.update', { id: idOf(9), draft: draft() }) as never)).toBe('missing')
  for (let index = 2; index <= mostRules; index += 1)
    await station.call('rules.create', { id: idOf(index), draft: draft() })
  expect(await codeOf(station.ask('rules.create', { id: idOf(999), draft: draft() }) as never)).toBe('conflict')
})

test.for([
  ['a network that is none', { filter: { op: 'cidr', path: 'host', network: '10.0.0.0/99' } }, 'draft.filter'],
  ['no name', { name: ' ' }, 'draft.name'],
  ['a count of one', { when: { kind: 'count', atLeast: 1, withinSeconds: 60 } }, 'draft.when.atLeast'],
  ['any field to tell apart by', { by: '*' }, 'draft.by'],
  ['a cool-down without end', { coolDownSeconds: 1e9 }, 'draft.coolDownSeconds'],
] as const)('%s is refused at its place, also by a test', async ([, more, at]) => {
  await using station = await openWorkstation()
  const wrong = { ...draft(), ...more } as RuleDraft
  const reply = await station.ask('rules.create', { id, draft: wrong })
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  expect(Object.keys((!reply.ok && reply.refusal.fields) || {})).toEqual([expect.stringContaining(at)])
  expect(await station.ask('rules.test', { draft: wrong, last: 10 })).toMatchObject({ ok: false })
  expect(station.ledger().rules.all()).toEqual([])
})

test('a change of what it asks forgets what it remembered; another name does not', async () => {
  await using station = await openWorkstation()
  const twice = draft({ when: { kind: 'count', atLeast: 2, withinSeconds: 600 } })
  await station.call('rules.create', { id, draft: twice })
  await happen(station)
  await station.call('rules.update', { id, draft: { ...twice, name: 'Renamed', severity: 'low' } })
  await happen(station)
  expect(await alertsOf(station)).toBe(1)
  await happen(station)
  await station.call('rules.update', { id, draft: { ...twice, by: 'host' } })
  await happen(station)
  expect(await alertsOf(station)).toBe(1)
})

/** One after the other: what is due each hour waits for what is read meanwhile. */
async function passHours(station: Workstation, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) await station.pass(60 * 60 * 1000)
}

test('what a removed rule remembered is let go of after a day', async () => {
  await using station = await openWorkstation()
  await station.call('rules.create', { id, draft: draft({ when: { kind: 'count', atLeast: 9, withinSeconds: 600 } }) })
  await happen(station)
  await station.call('rules.remove', { id })
  await passHours(station, 28)
  expect(station.ledger().rules.get(id)).toBe(null)
  expect(station.ledger().ruleMemory.hits(id, '', Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  expect(await station.ask('rules.restore', { id })).toMatchObject({ refusal: { code: 'missing' } })
})

test('what is too old to matter is let go of, however many values there are', async () => {
  await using station = await openWorkstation()
  await station.call('rules.create', {
    id,
    draft: draft({ filter: null, when: { kind: 'first', of: 'data.n', rememberDays: 1, learnSeconds: 60 } }),
  })
  const { ruleMemory } = station.ledger()
  const now = station.clock.now()
  station.ledger().write(() => {
    for (let index = 0; index < 1700; index += 1) ruleMemory.see(id, `old ${index}`, now)
  })
  await passHours(station, 50)
  station.ledger().write(() => ruleMemory.see(id, 'new', station.clock.now()))
  await passHours(station, 2)
  expect(ruleMemory.seenAt(id, 'new')).not.toBe(null)
  for (const index of [0, 499, 500, 1699]) expect(ruleMemory.seenAt(id, `old ${index}`)).toBe(null)
})

test('beyond so many values the oldest go', async () => {
  await using station = await openWorkstation()
  const { ruleMemory } = station.ledger()
  station.ledger().write(() => {
    for (let index = 0; index < 30; index += 1) ruleMemory.see(id, `value ${index}`, 1000 + index)
    ruleMemory.trim('rule_seen', id, 10)
  })
  expect([19, 20, 29].map((index) => ruleMemory.seenAt(id, `value ${index}`))).toEqual([null, 1020, 1029])
})

test('a test on the last events says which match and what would have fired, and leaves nothing behind', async () => {
  await using station = await openWorkstation()
  for (let index = 0; index < 6; index += 1) {
    await happen(station, `Failed sign-in ${index}`, { user: { name: index % 2 === 0 ? 'Ann' : 'Bob' } })
    await happen(station, 'Else')
    station.clock.advance(10_000)
  }
  const trial = await station.call('rules.test', {
    draft: draft({ when: { kind: 'count', atLeast: 3, withinSeconds: 60 }, by: 'user' }),
    last: 100,
  })
  expect(trial).toMatchObject({ of: 12, since: station.clock.now() - 60_000, cut: false, matched: 6, alerts: 2 })
  expect(trial.matches.map(({ title }) => title)).toEqual([5, 4, 3, 2, 1, 0].map((index) => `Failed sign-in ${index}`))
  expect(trial.fired.map(({ title, events }) => [title, events])).toEqual([
    ['Sign-ins · Bob', 3],
    ['Sign-ins · Ann', 3],
  ])
  expect(await alertsOf(station)).toBe(0)
  expect(await station.call('rules.test', { draft: draft({ filter: null }), last: 5 })).toMatchObject({
    of: 5,
    matched: 5,
  })
})

test('a test says what the rule then does with the same events', async () => {
  await using tried = await openWorkstation()
  await using live = await openWorkstation()
  const rule = draft({ when: { kind: 'count', atLeast: 2, withinSeconds: 30 }, by: 'host', coolDownSeconds: 40 })
  await live.call('rules.create', { id, draft: rule })
  for (let index = 0; index < 40; index += 1) {
    for (const station of [tried, live]) {
      await happen(station, 'Failed sign-in', { agent: { name: `H-${(index * 7) % 3}` } })
      station.clock.advance((index % 5) * 3000)
    }
  }
  const { alerts } = await tried.call('rules.test', { draft: rule, last: 100 })
  expect(alerts).toBeGreaterThan(3)
  expect(alerts).toBe(await alertsOf(live))
})

test('a test of absence says when it would have been told, and up to now', async () => {
  await using station = await openWorkstation()
  await happen(station)
  station.clock.advance(60_000)
  await happen(station)
  const absent = draft({ when: { kind: 'absence', forSeconds: 60 } })
  expect(await station.call('rules.test', { draft: absent, last: 10 })).toMatchObject({ matched: 2, alerts: 1 })
  station.clock.advance(60_000)
  expect(await station.call('rules.test', { draft: absent, last: 10 })).toMatchObject({ alerts: 2 })
})
