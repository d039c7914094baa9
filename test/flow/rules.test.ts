import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EventData } from '../../preload/contract/event.ts'
import type { RuleDraft } from '../../preload/contract/rule.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const minute = 60_000
const hour = 60 * minute

let made = 0
const nextId = () => `rul_00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`

async function addRule(station: Workstation, draft: Partial<RuleDraft> = {}): Promise<string> {
  const id = nextId()
  await station.call('rules.create', {
    id,
    draft: {
      name: 'Sign-ins',
      severity: 'high',
      filter: { op: 'contains', path: 'data.title', value: 'sign-in' },
      when: { kind: 'each' },
      by: null,
      coolDownSeconds: 0,
      ...draft,
    },
  })
  return id
}

const happen = (station: Workstation, data: Partial<EventData> = {}, id?: string) =>
  station
    .engine()
    .accept(
      { type: 'security.high', data: { severity: 'high', title: 'Failed sign-in', ...data }, ...(id ? { id } : {}) },
      'http',
    )

const find = (station: Workstation, data: Partial<EventData>, id: string) =>
  station.engine().observe({
    kind: 'finding',
    source: 'http',
    event: {
      id,
      timestamp: new Date(station.clock.now()).toISOString(),
      data: { severity: 'low', title: 'Failed sign-in', ...data },
    },
  })

async function alerts(station: Workstation) {
  const rows = await station.call('events.page', {})
  const own = rows.filter(({ type }) => type === 'alert.triggered').toReversed()
  return Promise.all(own.map(async ({ id }) => (await station.call('events.get', { id })).event.data))
}
const titles = async (station: Workstation) => (await alerts(station)).map(({ title }) => title)

const ruleOf = async (station: Workstation, id: string) =>
  (await station.call('app.snapshot', {})).rules.find((rule) => rule.id === id)

test('Alert Triggered fires when a custom alert rule matches, and reaches the webhooks that want it', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca, events: ['alert.triggered'] })
  const id = await addRule(station, { severity: 'critical' })
  const { id: cause } = await happen(station, { agent: { id: 'a', name: 'WIN-FIN-07' } })
  await happen(station, { title: 'Something else' })
  await station.idle()
  const [request, ...more] = receiver.requests
  expect(more).toEqual([])
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    type: 'alert.triggered',
    data: {
      severity: 'critical',
      title: 'Sign-ins',
      description: 'Failed sign-in',
      rule: { id, name: 'Sign-ins' },
      agent: { id: 'a', name: 'WIN-FIN-07' },
      count: 1,
      events: [{ id: cause, title: 'Failed sign-in', timestamp: '2026-11-23T10:00:00.000Z' }],
    },
  })
  expect(station.changes()).toContainEqual(
    expect.objectContaining({ kind: 'rules', rules: [expect.objectContaining({ id, alerts: 1 })] }),
  )
  expect(await ruleOf(station, id)).toMatchObject({ alerts: 1, lastAlertAt: station.clock.now() })
})

test('a finding too mild to be an event of its own feeds rules, once', async () => {
  await using station = await openWorkstation()
  await addRule(station)
  await find(station, { title: 'Odd sign-in' }, 'fnd_1')
  await find(station, { title: 'Odd sign-in' }, 'fnd_1')
  expect(await alerts(station)).toMatchObject([{ events: [{ id: 'fnd_1', title: 'Odd sign-in' }] }])
})

test('what a rule fired feeds no rule', async () => {
  await using station = await openWorkstation()
  await addRule(station, { filter: null })
  await addRule(station, { filter: null, name: 'All again' })
  await happen(station)
  expect((await titles(station)).toSorted()).toEqual(['All again', 'Sign-ins'])
})

test('so many within a time fire once, tell the values of a field apart, and carry what caused it', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 3, withinSeconds: 60 }, by: 'user' })
  for (const [name, after] of [
    ['Ann', 0],
    ['ann', 20_000],
    ['Bob', 1000],
    // The first of Ann's is 60 s old by now.
    ['Ann', 39_000],
    ['Ann', 1000],
    // What was counted is not counted again.
    ['Ann', 1000],
  ] as const) {
    station.clock.advance(after)
    await find(station, { user: { name } }, `fnd_${station.clock.now()}`)
  }
  const [alert, ...more] = await alerts(station)
  expect(more).toEqual([])
  expect(alert).toMatchObject({
    title: 'Sign-ins · Ann',
    description: '3 events of user Ann within 1 min. The last: Failed sign-in',
    group: { field: 'user', value: 'Ann' },
    count: 3,
    user: { name: 'Ann' },
  })
  const events = alert?.['events'] as { timestamp: string }[]
  expect(events.map(({ timestamp }) => timestamp.slice(14, 19))).toEqual(['01:01', '01:00', '00:20'])
})

test('the same event counts once, however often it is sent', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 2, withinSeconds: 60 } })
  for (let times = 0; times < 3; times += 1) await find(station, {}, 'fnd_same')
  for (let times = 0; times < 3; times += 1) await happen(station, {}, 'evt_same')
  expect(await alerts(station)).toHaveLength(1)
})

test('an alert carries at most 20 of the events that caused it, the newest', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 50, withinSeconds: 3600 } })
  for (let index = 0; index < 50; index += 1) {
    station.clock.advance(1000)
    await find(station, { title: `sign-in ${'x'.repeat(480)}` }, `fnd_${index}`)
  }
  const [alert] = await alerts(station)
  expect(alert).toMatchObject({ count: 50 })
  const events = alert?.['events'] as { id: string; title: string }[]
  expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `fnd_${49 - index}`))
  expect(JSON.stringify(alert).length).toBeLessThan(10_000)
})

test('a value seen for the first time fires, after a time of learning, and again once it was forgotten', async () => {
  await using station = await openWorkstation()
  const id = await addRule(station, {
    when: { kind: 'first', of: 'data.process', rememberDays: 2, learnSeconds: 3600 },
    by: 'host',
  })
  const see = (process: string, host = 'A-1') =>
    find(station, { process, agent: { name: host } }, `fnd_${station.clock.now()}_${process}_${host}`)
  await see('svchost.exe')
  expect(await ruleOf(station, id)).toMatchObject({ learnsUntil: station.clock.now() + hour })
  await station.pass(hour)
  expect(await ruleOf(station, id)).toMatchObject({ learnsUntil: null })
  await see('SVCHOST.exe')
  await see('mimikatz.exe')
  await see('mimikatz.exe')
  await see('mimikatz.exe', 'B-2')
  expect(await alerts(station)).toMatchObject([
    { title: 'Sign-ins · A-1', first_seen: ['mimikatz.exe'], description: expect.stringContaining('mimikatz.exe') },
    { title: 'Sign-ins · B-2' },
  ])
  await station.pass(49 * hour)
  await see('svchost.exe')
  expect(await alerts(station)).toHaveLength(3)
})

test('a value that keeps being seen is never forgotten', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'first', of: 'data.process', rememberDays: 1, learnSeconds: 60 } })
  for (let hours = 0; hours < 72; hours += 1) {
    await find(station, { process: 'svchost.exe' }, `fnd_${hours}`)
    await station.pass(hour)
  }
  expect(await alerts(station)).toEqual([])
})

test('nothing that matches for so long fires once, until something matches again', async () => {
  await using station = await openWorkstation()
  const id = await addRule(station, { name: 'Backups', when: { kind: 'absence', forSeconds: 600 } })
  await station.pass(9 * minute)
  await happen(station)
  await happen(station, { title: 'Something else' })
  await station.pass(10 * minute - 1)
  await happen(station, { title: 'Something else' })
  expect(await alerts(station)).toEqual([])
  await station.pass(1)
  expect(await alerts(station)).toMatchObject([
    { title: 'Backups', rule: { id }, count: 0, events: [{ title: 'Failed sign-in' }] },
  ])
  await station.pass(5 * hour)
  expect(await alerts(station)).toHaveLength(1)
  await happen(station)
  await station.pass(10 * minute)
  expect(await alerts(station)).toHaveLength(2)
})

test('time in which the app was off or the workstation asleep is nobody’s silence, and ends none', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'absence', forSeconds: 1800 } })
  const sleep = (hours: number) => {
    station.network.set('asleep')
    station.clock.jump(hours * hour)
    station.network.set('up')
  }
  await station.pass(10 * minute)
  sleep(5)
  await station.pass(10 * minute)
  station.restart({ meanwhile: () => station.clock.jump(5 * hour) })
  await station.pass(10 * minute - 1)
  expect(await alerts(station)).toEqual([])
  await station.pass(1)
  expect(await alerts(station)).toHaveLength(1)
})

test('a silence longer than the workstation is ever awake is told', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'absence', forSeconds: 24 * 3600 } })
  for (let days = 0; days < 2; days += 1) {
    await station.pass(11 * hour)
    station.network.set('asleep')
    station.clock.jump(13 * hour)
    station.network.set('up')
  }
  expect(await alerts(station)).toEqual([])
  await station.pass(2 * hour)
  expect(await alerts(station)).toHaveLength(1)
})

test('what was waited before a pause is told only once who was kept from reporting had time to', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'absence', forSeconds: 600 } })
  await station.pass(10 * minute - 1)
  station.network.set('asleep')
  station.clock.jump(5 * hour)
  station.network.set('up')
  await station.pass(5 * minute - 1)
  expect(await alerts(station)).toEqual([])
  await happen(station)
  await station.pass(10 * minute - 1)
  expect(await alerts(station)).toEqual([])
  await station.pass(1)
  expect(await alerts(station)).toHaveLength(1)
})

test('a sleep nobody told of is no silence', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'absence', forSeconds: 3600 } })
  await station.pass(30 * minute)
  station.clock.jump(5 * hour)
  await station.pass(30 * minute - 1)
  expect(await alerts(station)).toEqual([])
  await station.pass(1)
  expect(await alerts(station)).toHaveLength(1)
})

test('what matched ends the wait, also one that went on from before a start', async () => {
  await using station = await openWorkstation()
  const id = await addRule(station, { when: { kind: 'absence', forSeconds: 1800 } })
  await station.pass(25 * minute)
  station.restart()
  await happen(station)
  station.restart()
  await station.pass(30 * minute - 1)
  expect(await alerts(station)).toEqual([])
  await station.pass(1)
  expect(await alerts(station)).toHaveLength(1)
  // A rule that was off meanwhile has seen nothing of what matched.
  await happen(station)
  await station.pass(25 * minute)
  await station.call('rules.disable', { id })
  await station.call('rules.enable', { id })
  await station.pass(30 * minute - 1)
  expect(await alerts(station)).toHaveLength(1)
})

test('a silence that was told is not told again after a restart', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'absence', forSeconds: 600 } })
  await station.pass(10 * minute)
  station.restart()
  await station.pass(hour)
  expect(await alerts(station)).toHaveLength(1)
  await happen(station)
  station.restart()
  await station.pass(10 * minute)
  expect(await alerts(station)).toHaveLength(2)
})

test('many rules that wait for something need one timer', async () => {
  await using station = await openWorkstation()
  const before = station.clock.pending().length
  for (let index = 0; index < 20; index += 1)
    await addRule(station, { when: { kind: 'absence', forSeconds: 600 + index } })
  expect(station.clock.pending().length - before).toBe(1)
  await station.pass(609_000)
  expect(await alerts(station)).toHaveLength(10)
})

test('while it cools down a rule fires none for the same value, and says afterwards how many it kept back', async () => {
  await using station = await openWorkstation()
  await addRule(station, { by: 'user', coolDownSeconds: 600 })
  const as = (name: string) => find(station, { user: { name } }, `fnd_${station.clock.now()}_${name}`)
  await as('Ann')
  await station.pass(minute)
  await as('Ann')
  await as('Bob')
  await station.pass(9 * minute - 1)
  await as('Ann')
  await station.pass(1)
  await as('Ann')
  expect((await alerts(station)).map(({ title, suppressed }) => [title, suppressed])).toEqual([
    ['Sign-ins · Ann', undefined],
    ['Sign-ins · Bob', undefined],
    ['Sign-ins · Ann', 2],
  ])
  expect((await alerts(station))[2]?.description).toContain('2 more since the alert before were kept back')
})

test('a clock that was set back does not silence a rule for longer than its cool-down', async () => {
  await using station = await openWorkstation()
  await addRule(station, { coolDownSeconds: 600 })
  await happen(station)
  station.clock.jump(-100 * hour)
  await happen(station)
  expect(await alerts(station)).toHaveLength(2)
})

test('a rule counts on, and cools down on, across a crash', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 3, withinSeconds: 600 }, coolDownSeconds: 3600 })
  await find(station, {}, 'fnd_1')
  await find(station, {}, 'fnd_2')
  station.restart()
  await find(station, {}, 'fnd_2')
  expect(await alerts(station)).toEqual([])
  await find(station, {}, 'fnd_3')
  station.restart()
  for (const id of ['fnd_3', 'fnd_4', 'fnd_5', 'fnd_6']) await find(station, {}, id)
  expect(await alerts(station)).toHaveLength(1)
})

test('a rule that fails is stopped with its reason and keeps neither events nor other rules back', async () => {
  await using station = await openWorkstation()
  const bad = await addRule(station, { name: 'Bad' })
  await addRule(station, { name: 'Good' })
  station.restart({
    meanwhile: () => {
      const database = new DatabaseSync(join(station.folder, 'ledger.sqlite'))
      // What no schema finds: it fails only while it is asked.
      database.exec('DROP TABLE rule_alert')
      database.exec(
        'CREATE TABLE rule_alert (rule_id TEXT, key TEXT, at INTEGER, suppressed, kept, PRIMARY KEY (rule_id, key))',
      )
      database.prepare("INSERT INTO rule_alert VALUES (?, '', 0, 'many', '[]')").run(bad)
      database.close()
    },
  })
  const { id } = await happen(station)
  expect((await station.call('events.get', { id })).event.id).toBe(id)
  expect(await titles(station)).toEqual(['Good'])
  expect(await ruleOf(station, bad)).toMatchObject({
    state: { kind: 'stopped', reason: expect.stringMatching(/^It failed: .* enable it\.$/s) },
  })
  expect(station.errors).toEqual([expect.stringContaining('an alert rule failed and was stopped')])
  await happen(station)
  expect(station.errors).toHaveLength(1)
  await station.call('rules.enable', { id: bad })
  expect(await ruleOf(station, bad)).toMatchObject({ state: { kind: 'on' } })
})

/** A finding of a file, which says when it happened itself. */
const findInFile = (station: Workstation, timestamp: string, source: 'folder' | 'import' = 'import') =>
  station.engine().observe({
    kind: 'finding',
    source,
    event: { id: `fnd_${source}_${timestamp}`, timestamp, data: { severity: 'low', title: 'Failed sign-in' } },
  })

test('what files bring counts by the times it says, not by when it was read', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 3, withinSeconds: 300 } })
  for (const month of ['02', '03', '04', '05', '06']) await findInFile(station, `2026-${month}-01T10:00:00.000Z`)
  expect(await alerts(station)).toEqual([])
  for (const minutes of ['00', '02', '04']) await findInFile(station, `2026-07-01T10:${minutes}:00.000Z`)
  expect(await alerts(station)).toMatchObject([
    { count: 3, description: expect.stringContaining('3 events within 5 min') },
  ])
})

test.for([
  ['newest first', ['04', '02', '00'], 1],
  ['in no order', ['02', '00', '04'], 1],
  ['of which no such time holds enough', ['04', '00', '08'], 0],
] as const)('a file whose events stand %s is counted by their times', async ([, minutes, fired]) => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 3, withinSeconds: 300 } })
  for (const at of minutes) await findInFile(station, `2026-07-01T10:${at}:00.000Z`)
  expect(await alerts(station)).toHaveLength(fired)
})

test('an old file read meanwhile takes nothing from what is counted now, nor adds to it', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 3, withinSeconds: 300 } })
  await find(station, {}, 'fnd_1')
  await find(station, {}, 'fnd_2')
  await findInFile(station, '2026-07-01T10:00:00.000Z')
  await findInFile(station, '2026-07-01T10:00:00.000Z', 'folder')
  expect(await alerts(station)).toEqual([])
  await find(station, {}, 'fnd_3')
  expect(await alerts(station)).toHaveLength(1)
})

test('a trial counts what files brought as the rule would', async () => {
  await using station = await openWorkstation()
  for (const month of ['02', '03', '04'])
    await station.engine().accept(
      {
        type: 'security.high',
        timestamp: `2026-${month}-01T10:00:00.000Z`,
        data: { severity: 'high', title: 'Failed sign-in' },
      },
      'import',
    )
  const draft: RuleDraft = {
    name: 'Sign-ins',
    severity: 'high',
    filter: null,
    when: { kind: 'count', atLeast: 3, withinSeconds: 300 },
    by: null,
    coolDownSeconds: 0,
  }
  expect(await station.call('rules.test', { draft, last: 100 })).toMatchObject({ matched: 3, alerts: 0 })
})

test('while it cools down a rule that counts keeps back one alert for each time it counted enough', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'count', atLeast: 5, withinSeconds: 60 }, coolDownSeconds: 600 })
  for (let index = 0; index < 40; index += 1) await find(station, {}, `fnd_${index}`)
  await station.pass(10 * minute)
  for (let index = 40; index < 45; index += 1) await find(station, {}, `fnd_${index}`)
  const [first, second, ...more] = await alerts(station)
  expect(more).toEqual([])
  expect(first).not.toHaveProperty('suppressed')
  expect(second).toMatchObject({ count: 5, suppressed: 7, description: expect.stringContaining('7 more since') })
})

test('new values that came while a rule cooled down are named in its next alert, with their events', async () => {
  await using station = await openWorkstation()
  await addRule(station, {
    when: { kind: 'first', of: 'data.process', rememberDays: 30, learnSeconds: 0 },
    coolDownSeconds: 600,
  })
  const see = (process: string, id: string) => find(station, { process }, id)
  await see('one.exe', 'fnd_1')
  await see('two.exe', 'fnd_2')
  await see('three.exe', 'fnd_3')
  await see('two.exe', 'fnd_4')
  station.restart()
  await station.pass(10 * minute)
  await see('one.exe', 'fnd_5')
  expect(await alerts(station)).toMatchObject([{ first_seen: ['one.exe'] }])
  await see('four.exe', 'fnd_6')
  expect((await alerts(station))[1]).toMatchObject({
    first_seen: ['four.exe', 'two.exe', 'three.exe'],
    suppressed: 2,
    events: [{ id: 'fnd_6' }, { id: 'fnd_2' }, { id: 'fnd_3' }],
  })
  await station.pass(10 * minute)
  await see('two.exe', 'fnd_7')
  expect(await alerts(station)).toHaveLength(2)
})

test('a new value that was kept back is new until it is told', async () => {
  await using station = await openWorkstation()
  await addRule(station, {
    when: { kind: 'first', of: 'data.process', rememberDays: 30, learnSeconds: 0 },
    coolDownSeconds: 600,
  })
  await find(station, { process: 'one.exe' }, 'fnd_1')
  await find(station, { process: 'two.exe' }, 'fnd_2')
  await station.pass(10 * minute)
  await find(station, { process: 'two.exe' }, 'fnd_3')
  expect((await alerts(station))[1]).toMatchObject({
    first_seen: ['two.exe'],
    events: [{ id: 'fnd_3' }, { id: 'fnd_2' }],
  })
})

test('a rule made while the clock was a year ahead learns no longer for it once the clock is right', async () => {
  await using station = await openWorkstation()
  const year = 365 * 24 * hour
  station.clock.jump(year)
  const id = await addRule(station, {
    when: { kind: 'first', of: 'data.process', rememberDays: 30, learnSeconds: 3600 },
  })
  await station.pass(2 * hour)
  expect(await ruleOf(station, id)).toMatchObject({ learnsUntil: null })
  station.clock.jump(-year)
  expect(await ruleOf(station, id)).toMatchObject({ learnsUntil: null })
  await find(station, { process: 'mimikatz.exe' }, 'fnd_1')
  expect(await titles(station)).toEqual(['Sign-ins'])
})

test('a clock that is a year fast for some hours makes no rule forget', async () => {
  await using station = await openWorkstation()
  await addRule(station, { when: { kind: 'first', of: 'data.process', rememberDays: 30, learnSeconds: 60 } })
  await find(station, { process: 'svchost.exe' }, 'fnd_1')
  await station.pass(2 * hour)
  station.clock.jump(365 * 24 * hour)
  for (let minutes = 0; minutes < 180; minutes += 10) await station.pass(10 * minute)
  station.clock.jump(-365 * 24 * hour)
  await find(station, { process: 'svchost.exe' }, 'fnd_2')
  expect(await alerts(station)).toEqual([])
})

test('of more new values than a cool-down keeps the rest is counted, once each', async () => {
  await using station = await openWorkstation()
  await addRule(station, {
    when: { kind: 'first', of: 'data.process', rememberDays: 30, learnSeconds: 0 },
    coolDownSeconds: 600,
  })
  for (let times = 0; times < 2; times += 1)
    for (let index = 0; index < 41; index += 1)
      await find(station, { process: `p${index}.exe` }, `fnd_${times}_${index}`)
  await station.pass(10 * minute)
  await find(station, { process: 'new.exe' }, 'fnd_new')
  const alert = (await alerts(station))[1]
  expect(alert).toMatchObject({ suppressed: 40, first_seen: expect.arrayContaining(['new.exe', 'p1.exe', 'p20.exe']) })
  expect(alert?.['first_seen']).toHaveLength(21)
  expect(alert?.['events']).toHaveLength(20)
})
