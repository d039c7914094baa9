import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Sighting } from '../../../../main/engine/observe.ts'
import { turnOn } from '../../../support/http-source.ts'
import { openWorkstation } from '../../../support/workstation.ts'

const data = { severity: 'critical', title: 'Credential dumping' }
const event = { type: 'security.critical', data }
const saidBy = ({ body }: { body: string }) => JSON.parse(body)

test('an event is answered with its id once it is in the ledger', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const answer = await source.post('/v1/events', event)
  const { events, ...counts } = saidBy(answer)
  expect(answer.status).toBe(202)
  expect(counts).toEqual({ accepted: 1, known: 0, refused: 0, errors: [] })
  const { row } = await station.call('events.get', { id: events[0].id })
  expect(row).toMatchObject({ title: 'Credential dumping', source: 'http' })
})

test('the same id again is 200 and makes no second event, also within one batch', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const mine = { id: 'edr-1', ...event }
  const first = await source.post('/v1/events', [mine, mine])
  expect([first.status, saidBy(first)]).toMatchObject([
    202,
    { accepted: 1, known: 1, events: [{ state: 'accepted' }, { state: 'known' }] },
  ])
  const again = await source.post('/v1/events', mine)
  expect([again.status, saidBy(again)]).toMatchObject([200, { accepted: 0, known: 1 }])
  expect(await station.call('events.page', {})).toHaveLength(1)
})

test('of a batch what is right is kept, and each wrong field is named', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const batch = [event, { type: 'security.loud', data }, { ...event, data: { severity: 'critical' }, extra: 1 }]
  const answer = await source.post('/v1/events', batch)
  expect(answer.status).toBe(400)
  const { errors, ...said } = saidBy(answer)
  expect(said).toMatchObject({ accepted: 1, refused: 2, title: '2 of 3 are not right.' })
  expect(errors.map(({ index, path }: { index: number; path: string }) => [index, path])).toEqual([
    [1, 'type'],
    [2, 'data.title'],
    [2, 'extra'],
  ])
  expect(await station.call('events.page', {})).toHaveLength(1)
  expect(station.sources().http.view()).toMatchObject({ counters: { accepted: 1, known: 0, refused: 2 } })
})

test('one a line is taken too, and a line that is no JSON costs only itself', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const lines = `${JSON.stringify(event)}\r\n\n{"type":\n${JSON.stringify({ id: 'b', ...event })}`
  const answer = await source.postText('/v1/events', 'application/x-ndjson; charset=UTF-8', lines)
  expect(answer.status).toBe(400)
  expect(saidBy(answer)).toMatchObject({ accepted: 2, errors: [{ index: 1, path: '' }] })
})

test('a finding becomes an event by its severity; a milder one is only looked at', async () => {
  const seen: Sighting[] = []
  const observers = [(_touched: unknown, sighting: Sighting) => (seen.push(sighting), [])]
  await using station = await openWorkstation({ observers })
  const source = await turnOn(station.sources())
  const answer = await source.post('/v1/findings', [
    { id: 'f-1', data },
    { data: { ...data, severity: 'high' } },
    { id: 'f-3', timestamp: '2026-11-23T10:42:17+01:00', data: { ...data, severity: 'low' } },
  ])
  expect([answer.status, saidBy(answer)]).toMatchObject([
    202,
    {
      accepted: 3,
      events: [{ id: 'f-1', state: 'accepted' }, { state: 'accepted' }, { id: 'f-3', state: 'observed' }],
    },
  ])
  const types = (await station.call('events.page', {})).map(({ type }) => type)
  expect(types.toSorted()).toEqual(['security.critical', 'security.high'])
  expect(seen.filter(({ kind }) => kind === 'finding')).toMatchObject([
    { source: 'http', event: { id: 'f-3', timestamp: '2026-11-23T09:42:17.000Z', data: { severity: 'low' } } },
  ])
})

test('a heartbeat needs no body, and may name the agent', async () => {
  const seen: Sighting[] = []
  const observers = [(_touched: unknown, sighting: Sighting) => (seen.push(sighting), [])]
  await using station = await openWorkstation({ observers })
  const source = await turnOn(station.sources())
  const authorization = `Bearer ${source.token}`
  const bare = await source.ask('/v1/agents/agt%2F7%20x/heartbeat', { headers: { authorization } })
  const named = await source.post('/v1/agents/agt-8/heartbeat', { name: 'WIN-FIN-07' })
  expect([bare.status, named.status]).toEqual([202, 202])
  expect(seen).toEqual([
    { kind: 'heartbeat', source: 'http', agent: { id: 'agt/7 x', name: null } },
    { kind: 'heartbeat', source: 'http', agent: { id: 'agt-8', name: 'WIN-FIN-07' } },
  ])
  for (const path of ['/v1/agents//heartbeat', '/v1/agents/%0a/heartbeat', '/v1/agents/%ff/heartbeat'])
    expect((await source.post(path, {})).status).toBe(404)
})

test('while the ledger can not be written it is 503 with Retry-After, and nothing was kept', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const other = new DatabaseSync(join(station.folder, 'ledger.sqlite'))
  other.exec('BEGIN IMMEDIATE')
  const answer = await source.post('/v1/events', event)
  other.exec('ROLLBACK')
  other.close()
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '10'])
  expect(saidBy(answer)).toMatchObject({ accepted: 0, refused: 1, title: expect.stringContaining('Another program') })
  expect((await source.post('/v1/events', event)).status).toBe(202)
  expect(await station.call('events.page', {})).toHaveLength(1)
})

test('too many at a time are told when to come again, and come in then', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const thousand = Array.from({ length: 1000 }, () => event)
  const statuses: number[] = []
  let wait = ''
  while (wait === '' && statuses.length < 10) {
    const answer = await source.post('/v1/events', thousand)
    statuses.push(answer.status)
    wait = String(answer.headers['retry-after'] ?? '')
  }
  expect(statuses).toEqual([202, 202, 202, 202, 429])
  expect(wait).toBe('1')
  station.clock.advance(Number(wait) * 1000)
  expect((await source.post('/v1/events', thousand)).status).toBe(202)
})

test('the window is told of counters and of what went wrong', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  await source.post('/v1/events', event)
  await source.ask('/v1/events', { headers: { authorization: 'Bearer wrong' } })
  const told = station.changes().find(({ kind }) => kind === 'sources')
  expect(told).toMatchObject({
    sources: expect.arrayContaining([
      expect.objectContaining({
        kind: 'http',
        state: 'on',
        counters: { accepted: 1, known: 0, refused: 1 },
        lastError: expect.objectContaining({ message: 'The token is not the right one.' }),
      }),
    ]),
  })
})
