import { expect, test } from 'vitest'
import type { RawInput } from '../../preload/contract/commands.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const second = 1000
const minute = 60 * second
/** Grace after the start, 5 minutes of silence, hold-off. */
const graceMs = 60 * second
const offlineMs = 5 * minute + 10 * second

const win = { id: 'agt-7f3c91', name: 'WIN-FIN-07' }

const beat = (station: Workstation, agent: { id: string; name: string | null } = win) =>
  station.engine().observe({ kind: 'heartbeat', agent, source: 'http' })

async function reportEach(station: Workstation, each: number, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await station.pass(each)
    await beat(station)
  }
}

/** The events of the monitor, oldest first. */
const told = async (station: Workstation) =>
  (await station.call('events.page', {}))
    .filter(({ source }) => source === 'agents')
    .map(({ type, subject }) => `${type} ${subject}`)
    .toReversed()

const agent = (station: Workstation, id = win.id) => station.call('agents.get', { id })

const setAgents = (station: Workstation, agents: RawInput<'settings.update'>['agents'] & {}) =>
  station.call('settings.update', { agents: { ...station.settings().agents, ...agents } })

/** A workstation past its grace, with one agent that just reported. */
async function openListeningStation() {
  const station = await openWorkstation()
  await station.pass(graceMs)
  await beat(station)
  return station
}

const listen = (station: Workstation, receiver: Receiver) =>
  station.add({ url: receiver.url, caCertificate: receiver.ca, events: ['agent.offline', 'agent.online'] })

test('Agent Offline fires once when an agent stops reporting, and names it, since when, and how it was', async () => {
  await using receiver = await openReceiver()
  await using station = await openListeningStation()
  await listen(station, receiver)
  const seen = station.clock.now()
  await station.pass(offlineMs - 1)
  expect(await told(station)).toEqual([])
  expect(await agent(station)).toMatchObject({ state: 'online', lastSeenAt: seen })

  await station.pass(1)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
  expect(await agent(station)).toMatchObject({ state: 'offline', since: station.clock.now(), lastSeenAt: seen })
  expect(receiver.requests.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      type: 'agent.offline',
      timestamp: new Date(station.clock.now()).toISOString(),
      data: {
        severity: 'medium',
        title: 'WIN-FIN-07 stopped reporting',
        description: `No sign of life for 5 min 10 s, since ${new Date(seen).toISOString()}.`,
        agent: win,
        since: new Date(seen).toISOString(),
      },
    },
  ])
  await station.pass(24 * 60 * minute)
  expect(await told(station)).toHaveLength(1)
})

test('Agent Online fires once when it reports again, and says for how long it was gone', async () => {
  await using receiver = await openReceiver()
  await using station = await openListeningStation()
  await listen(station, receiver)
  await station.pass(17 * minute)
  await beat(station)
  await station.pass(1)
  await reportEach(station, minute, 10)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07', 'agent.online WIN-FIN-07'])
  const [, online] = receiver.requests.map(({ body }) => JSON.parse(body))
  expect(online).toMatchObject({
    type: 'agent.online',
    data: { severity: 'info', title: 'WIN-FIN-07 reports again', agent: win },
  })
  expect(online.data.description).toMatch(/^Back after 17 min without a sign of life/)
  expect(await agent(station)).toMatchObject({ state: 'online' })
})

test('an agent seen for the first time does not come back, so nothing is told of it', async () => {
  await using station = await openListeningStation()
  await reportEach(station, minute, 30)
  expect(await told(station)).toEqual([])
  expect(await agent(station)).toMatchObject({ name: 'WIN-FIN-07', state: 'online' })
})

test('a flap of seconds makes no pair, and without a hold-off it does', async () => {
  await using station = await openListeningStation()
  await station.pass(5 * minute + 8 * second)
  await beat(station)
  await station.pass(5 * minute)
  expect(await told(station)).toEqual([])

  await beat(station)
  await setAgents(station, { holdOffSeconds: 0 })
  await station.pass(5 * minute + 8 * second)
  await beat(station)
  await station.pass(1)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07', 'agent.online WIN-FIN-07'])
})

test.for([
  ['asleep', 'asleep'],
  ['without a network', 'down'],
] as const)('a workstation %s hears nobody: that silence is no agent’s', async ([, state]) => {
  await using station = await openListeningStation()
  await station.pass(4 * minute)
  station.network.set(state)
  station.clock.jump(8 * 60 * minute)
  await station.pass(20 * minute)
  station.network.set('up')
  // The grace and a whole silence, in which a single sign is enough.
  await station.pass(graceMs + offlineMs - 1)
  expect(await told(station)).toEqual([])
  await beat(station)
  await station.pass(offlineMs - 1)
  expect(await told(station)).toEqual([])
  await station.pass(1)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
})

test('an agent that is really gone after a sleep is told once its silence has been heard', async () => {
  await using station = await openListeningStation()
  station.network.set('asleep')
  station.clock.jump(8 * 60 * minute)
  station.network.set('up')
  await station.pass(graceMs + offlineMs)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
})

test('while the app was off nobody listened: after the start each agent has its grace and its silence', async () => {
  await using station = await openListeningStation()
  station.restart({ meanwhile: () => station.clock.advance(24 * 60 * minute) })
  await station.pass(graceMs + offlineMs - 1)
  expect(await told(station)).toEqual([])
  await station.pass(1)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
})

test('an offline agent stays offline across a restart, is not told again, and its return is told once', async () => {
  await using station = await openListeningStation()
  await station.pass(offlineMs)
  station.restart()
  await station.pass(60 * minute)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
  await beat(station)
  station.restart()
  await beat(station)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07', 'agent.online WIN-FIN-07'])
})

test.for([1, -1])('a clock that is set by %i days makes no agent silent, and keeps none from it', async (days) => {
  await using station = await openListeningStation()
  await station.pass(minute)
  station.clock.jump(days * 24 * 60 * minute)
  await beat(station, { id: 'other', name: 'OTHER' })
  await station.pass(graceMs + offlineMs - 1)
  expect(await told(station)).toEqual([])
  await station.pass(graceMs + 1)
  expect((await told(station)).toSorted()).toEqual(['agent.offline OTHER', 'agent.offline WIN-FIN-07'])
})

test('silence in maintenance is expected, once and again each day, and counts from its end on', async () => {
  await using station = await openListeningStation()
  const from = station.clock.now() + minute
  await setAgents(station, {
    maintenance: [{ pattern: 'win-*', from, until: from + 60 * minute, repeat: 'daily' }],
  })
  await beat(station, { id: 'lnx', name: 'LNX-DB-01' })
  await station.pass(60 * minute)
  expect(await told(station)).toEqual(['agent.offline LNX-DB-01'])
  expect(await agent(station)).toMatchObject({ maintenanceUntil: from + 60 * minute })
  await station.pass(minute + offlineMs - 1)
  expect(await told(station)).toHaveLength(1)
  await station.pass(1)
  expect(await told(station)).toEqual(['agent.offline LNX-DB-01', 'agent.offline WIN-FIN-07'])

  station.clock.advanceTo(from + 24 * 60 * minute - second)
  await beat(station)
  await station.pass(60 * minute + offlineMs)
  expect(await told(station)).toEqual([
    'agent.offline LNX-DB-01',
    'agent.offline WIN-FIN-07',
    'agent.online WIN-FIN-07',
  ])
  await station.pass(second)
  expect(await told(station)).toHaveLength(4)
})

test('one agent can be given a maintenance and a silence of its own, and be forgotten', async () => {
  await using station = await openListeningStation()
  const until = station.clock.now() + 60 * minute
  expect(await station.call('agents.setMaintenance', { id: win.id, until })).toMatchObject({ maintenanceUntil: until })
  await station.pass(60 * minute + offlineMs - 1)
  expect(await told(station)).toEqual([])
  await beat(station)

  const shorter = await station.call('agents.setSilence', { id: win.id, silenceSeconds: 20 })
  expect(shorter).toMatchObject({ silenceSeconds: 20, silenceFrom: 'own' })
  await station.pass(30 * second)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])

  await station.call('agents.forget', { id: win.id })
  expect(await station.call('agents.page', {})).toEqual([])
  expect(await station.ask('agents.get', { id: win.id })).toMatchObject({ ok: false, refusal: { code: 'missing' } })
  await beat(station)
  expect(await told(station)).toHaveLength(1)
})

test('a group has its own silence by a pattern of names, and a change of it holds at once', async () => {
  await using station = await openListeningStation()
  await beat(station, { id: 'lnx', name: 'LNX-DB-01' })
  await setAgents(station, { groups: [{ pattern: 'lnx-??-*', silenceSeconds: 60 }] })
  expect(await agent(station, 'lnx')).toMatchObject({ silenceSeconds: 60, silenceFrom: 'group' })
  await station.pass(70 * second)
  expect(await told(station)).toEqual(['agent.offline LNX-DB-01'])
  await setAgents(station, { groups: [], silenceSeconds: 120 })
  await station.pass(60 * second)
  expect(await told(station)).toEqual(['agent.offline LNX-DB-01', 'agent.offline WIN-FIN-07'])
})

test('a grace that is changed holds at once, also the one that is running', async () => {
  await using station = await openWorkstation()
  await beat(station)
  await setAgents(station, { graceSeconds: 0 })
  await station.pass(offlineMs - 1)
  expect(await told(station)).toEqual([])
  await station.pass(1)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
})

test('switched off, nobody is told of; switched on again, each agent has a whole silence', async () => {
  await using station = await openListeningStation()
  await setAgents(station, { on: false })
  await station.pass(60 * minute)
  await setAgents(station, { on: true })
  await station.pass(offlineMs - 1)
  expect(await told(station)).toEqual([])
  await station.pass(graceMs + 1)
  expect(await told(station)).toEqual(['agent.offline WIN-FIN-07'])
})
