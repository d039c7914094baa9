import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EventInput, EventSource } from '../../preload/contract/event.ts'
import { openWorkstation, type Workstation } from '../support/workstation.ts'

const minute = 60_000
const win = { id: 'agt-7f3c91', name: 'WIN-FIN-07', ip: '10.20.30.41' }

const input = (station: Workstation, data: object = { agent: win }, more: Partial<EventInput> = {}): EventInput => ({
  type: 'security.high',
  timestamp: new Date(station.clock.now()).toISOString(),
  data: { severity: 'high', title: 'Something', ...data },
  ...more,
})

const agents = (station: Workstation) => station.call('agents.page', {})
const names = async (station: Workstation) => (await agents(station)).map(({ id, name }) => `${id} ${name}`)

const told = async (station: Workstation) =>
  (await station.call('events.page', {})).filter(({ source }) => source === 'agents').map(({ type }) => type)

async function openListening() {
  const station = await openWorkstation()
  await station.pass(10 * minute)
  return station
}

test('an event that names an agent is a sign of its life, and what it says of it is kept', async () => {
  await using station = await openListening()
  await station.engine().accept(input(station), 'http')
  await station.pass(4 * minute)
  await station.engine().accept(input(station, { agent: { ...win, os: 'Windows 11' } }), 'http')
  await station.pass(4 * minute)
  expect(await told(station)).toEqual([])
  expect(await agents(station)).toMatchObject([
    { id: win.id, name: win.name, state: 'online', facts: { ip: win.ip, os: 'Windows 11' } },
  ])
  await station.pass(2 * minute)
  expect(await told(station)).toEqual(['agent.offline'])
})

test('a finding that is no event is a sign of life too', async () => {
  await using station = await openListening()
  const { data } = input(station)
  const event = { id: 'f1', timestamp: new Date(station.clock.now()).toISOString(), data }
  await station.engine().observe({ kind: 'finding', event, source: 'http' })
  expect(await names(station)).toEqual(['agt-7f3c91 WIN-FIN-07'])
})

test('an agent that gives its name only is known by it, and by its id once it says that', async () => {
  await using station = await openListening()
  await station.engine().accept(input(station, { agent: { name: 'WIN-FIN-07' } }), 'http')
  await station.engine().accept(input(station, { agent: { name: 'win-fin-07' } }), 'http')
  expect(await agents(station)).toHaveLength(1)
  await station.engine().accept(input(station), 'http')
  expect(await names(station)).toEqual(['agt-7f3c91 WIN-FIN-07'])
  await station.engine().accept(input(station, { agent: { name: 'WIN-FIN-07' } }), 'http')
  await station.engine().observe({ kind: 'heartbeat', agent: { id: win.id, name: null }, source: 'http' })
  expect(await names(station)).toEqual(['agt-7f3c91 WIN-FIN-07'])
})

test.for([
  [{}],
  [{ agent: null }],
  [{ agent: 'WIN-FIN-07' }],
  [{ agent: [] }],
  [{ agent: { id: ' ', name: {} } }],
  [{ agent: win, test: true }],
] as const)('%j names no agent that lives', async ([data]) => {
  await using station = await openListening()
  await station.engine().accept(input(station, data), 'http')
  expect(await agents(station)).toEqual([])
  expect(station.errors).toEqual([])
})

test.for(['manual', 'agents', 'rules'] satisfies EventSource[])(
  'what comes from %s was sent by no agent',
  async (source) => {
    await using station = await openListening()
    await station.engine().accept(input(station), source)
    expect(await agents(station)).toEqual([])
  },
)

test.for(['folder', 'import'] satisfies EventSource[])(
  'a file by %s is a sign of life of the time it tells of, and an old one of none',
  async (source) => {
    await using station = await openListening()
    const at = (ago: number) => ({ timestamp: new Date(station.clock.now() - ago).toISOString() })
    await station.engine().accept(input(station, undefined, at(24 * 60 * minute)), source)
    expect(await agents(station)).toEqual([])
    await station.engine().accept(input(station, undefined, at(3 * minute)), source)
    expect(await agents(station)).toMatchObject([{ state: 'online', lastSeenAt: station.clock.now() - 3 * minute }])
    await station.pass(3 * minute)
    expect(await told(station)).toEqual(['agent.offline'])
    // Newer than what is known, and longer ago than an agent may be silent.
    await station.pass(5 * minute)
    const seen = station.clock.now() - 6 * minute
    await station.engine().accept(input(station, undefined, at(6 * minute)), source)
    expect(await agents(station)).toMatchObject([{ state: 'offline', lastSeenAt: seen }])
    await station.engine().accept(input(station, undefined, at(minute)), source)
    expect(await told(station)).toEqual(['agent.online', 'agent.offline'])
  },
)

test('what another monitor tells of an agent is believed, and not told a second time', async () => {
  await using station = await openListening()
  await station.engine().accept(input(station), 'http')
  await station.pass(minute)
  await station.engine().accept(input(station, undefined, { type: 'agent.offline' }), 'http')
  expect(await agents(station)).toMatchObject([{ state: 'offline' }])
  await station.pass(10 * minute)
  await station.engine().accept(input(station, undefined, { type: 'agent.online' }), 'http')
  expect(await agents(station)).toMatchObject([{ state: 'online' }])
  expect(await told(station)).toEqual([])
})

test('agents are listed offline first, then by name, page by page, and found by name, id and state', async () => {
  await using station = await openListening()
  const beat = (id: string, name: string) =>
    station.engine().observe({ kind: 'heartbeat', agent: { id, name }, source: 'http' })
  await Promise.all([beat('1', 'b'), beat('2', 'C'), beat('3', '100%_sure')])
  await station.pass(10 * minute)
  await Promise.all([beat('4', 'a'), beat('5', 'D')])
  const list = async (query: object) => (await station.call('agents.page', query)).map(({ name }) => name)
  expect(await list({})).toEqual(['100%_sure', 'b', 'C', 'a', 'D'])
  expect(await list({ after: { state: 'offline', name: 'b', id: '1' }, limit: 2 })).toEqual(['C', 'a'])
  expect(await list({ state: 'online' })).toEqual(['a', 'D'])
  expect(await list({ search: ' c ' })).toEqual(['C'])
  expect(await list({ search: '4' })).toEqual(['a'])
  expect(await list({ search: '%' })).toEqual(['100%_sure'])
  expect(await list({ search: '_' })).toEqual(['100%_sure'])
  expect((await station.call('app.snapshot', {})).agents).toEqual({ offline: 3, online: 2 })
})

test('the window is told when agents change', async () => {
  await using station = await openListening()
  station.changes()
  await station.engine().observe({ kind: 'heartbeat', agent: win, source: 'http' })
  expect(station.changes()).toEqual([{ kind: 'agents', agents: { offline: 0, online: 1 } }])
  await station.pass(6 * minute)
  expect(station.changes()).toContainEqual({ kind: 'agents', agents: { offline: 1, online: 0 } })
})

test('a row that can’t be read keeps no other agent from being judged, and is asked for once', async () => {
  await using station = await openListening()
  await station.engine().observe({ kind: 'heartbeat', agent: win, source: 'http' })
  await station.engine().observe({ kind: 'heartbeat', agent: { id: 'bad', name: 'BAD' }, source: 'http' })
  station.restart({
    meanwhile: () => {
      const database = new DatabaseSync(join(station.folder, 'ledger.sqlite'))
      database.exec("UPDATE agent SET facts = 'no JSON' WHERE id = 'bad'")
      database.close()
    },
  })
  await station.pass(10 * minute)
  expect(await told(station)).toEqual(['agent.offline'])
  expect(Math.min(...station.clock.pending())).toBeGreaterThan(station.clock.now() + minute)
})

test('state and event are on disk together: where the event can’t be written, neither is, and it is tried again', async () => {
  await using station = await openListening()
  await station.engine().observe({ kind: 'heartbeat', agent: win, source: 'http' })
  const database = new DatabaseSync(join(station.folder, 'ledger.sqlite'))
  database.exec(
    "CREATE TRIGGER refuse BEFORE INSERT ON event WHEN new.type = 'agent.offline' BEGIN SELECT raise(ABORT, 'no'); END",
  )
  await station.pass(6 * minute)
  expect(await agents(station)).toMatchObject([{ state: 'online' }])
  expect(await told(station)).toEqual([])
  expect(station.errors).toHaveLength(1)

  database.exec('DROP TRIGGER refuse')
  database.close()
  await station.pass(5000)
  expect(await agents(station)).toMatchObject([{ state: 'offline' }])
  expect(await told(station)).toEqual(['agent.offline'])
})
