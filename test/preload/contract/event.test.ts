import { describe, expect, test } from 'vitest'
import { openWorkstation } from '../../support/workstation.ts'
import {
  eventInputSchema,
  eventTypeNames,
  eventTypes,
  longestEventData,
  severities,
} from '../../../preload/contract/event.ts'

const input = (given: object = {}, data: object = {}) => ({
  type: 'agent.online',
  data: { severity: 'info', title: 'Back', ...data },
  ...given,
})
const problems = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    (eventInputSchema.safeParse(value).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  )

test('type, severity and title are enough', () => expect(eventInputSchema.parse(input())).toEqual(input()))

test('data we do not know is kept, whatever its shape', () => {
  const data = { agent: { name: 'A', list: [1, null, { deep: true }] }, 'own key': '', nothing: null, number: 1e21 }
  expect(eventInputSchema.parse(input({}, data)).data).toEqual({ severity: 'info', title: 'Back', ...data })
})

test.for(['type', 'data'])('without %s it is refused at that field', (field) => {
  const { [field as 'type']: _left, ...rest } = input()
  expect(Object.keys(problems(rest))).toEqual([field])
})

test.for<[string, unknown, string]>([
  ['an unknown type', input({ type: 'agent.lost' }), 'type'],
  ['a type in capitals', input({ type: 'AGENT.ONLINE' }), 'type'],
  ['an unknown severity', input({}, { severity: 'fatal' }), 'data.severity'],
  ['no severity', input({}, { severity: undefined }), 'data.severity'],
  ['no title', input({}, { title: undefined }), 'data.title'],
  ['a title of blanks', input({}, { title: ' \n ' }), 'data.title'],
  ['a title of 501 letters', input({}, { title: 'x'.repeat(501) }), 'data.title'],
  ['a description that is no text', input({}, { description: 7 }), 'data.description'],
  ['data that is a list', input({ data: [] }), 'data'],
  ['an empty id', input({ id: '' }), 'id'],
  ['an id of 129 letters', input({ id: 'x'.repeat(129) }), 'id'],
  ['an id with a space', input({ id: 'a b' }), 'id'],
  ['an id with a line break at its end', input({ id: 'a\n' }), 'id'],
  ['a time that is none', input({ timestamp: 'yesterday' }), 'timestamp'],
  ['a time without a zone', input({ timestamp: '2026-11-23T10:42:17' }), 'timestamp'],
  ['a date alone', input({ timestamp: '2026-11-23' }), 'timestamp'],
  ['a day that does not exist', input({ timestamp: '2026-02-30T10:00:00Z' }), 'timestamp'],
  ['an hour that does not exist', input({ timestamp: '2026-11-23T24:00:00Z' }), 'timestamp'],
  ['a time as a number', input({ timestamp: 1_800_000_000_000 }), 'timestamp'],
])('%s is refused at its field', ([, value, field]) => expect(Object.keys(problems(value))).toEqual([field]))

test('a field beside the known ones is refused: it would be lost without a word', () => {
  expect(eventInputSchema.safeParse(input({ severity: 'info' })).success).toBe(false)
})

describe('data', () => {
  const filler = (length: number) => {
    const bare = JSON.stringify({ severity: 'info', title: 'Back', x: '' }).length
    return input({}, { x: 'x'.repeat(length - bare) })
  }
  test('of 256 KiB is taken', () => expect(problems(filler(longestEventData))).toEqual({}))
  test('one letter larger is refused', () => {
    expect(problems(filler(longestEventData + 1))['data']).toMatch(/larger than 256 KiB/)
  })
  test('with a key named __proto__ changes nobody’s prototype', () => {
    const data = JSON.parse('{"severity":"info","title":"T","__proto__":{"polluted":true}}')
    eventInputSchema.parse({ type: 'agent.online', data })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

test.for([
  ['2026-11-23T10:42:17Z', '2026-11-23T10:42:17.000Z'],
  ['2026-11-23T10:42:17.123456Z', '2026-11-23T10:42:17.123Z'],
  ['2026-11-23T12:42:17.5+02:00', '2026-11-23T10:42:17.500Z'],
  ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
])('a time is kept in UTC with milliseconds: %s is %s', async ([timestamp, kept]) => {
  await using station = await openWorkstation()
  const { id } = await station.call('events.fire', {
    type: 'agent.online',
    timestamp: timestamp!,
    data: { severity: 'info', title: 'T' },
  })
  const { event, row } = await station.call('events.get', { id })
  expect(event.timestamp).toBe(kept)
  expect(row.happenedAt).toBe(Date.parse(kept!))
})

test('an event without a time happened when it was accepted', async () => {
  await using station = await openWorkstation()
  const { id } = await station.call('events.fire', { type: 'agent.online', data: { severity: 'info', title: 'T' } })
  expect((await station.call('events.get', { id })).row).toMatchObject({
    happenedAt: station.clock.now(),
    acceptedAt: station.clock.now(),
  })
})

test('the five types have the names analysts know, and severities go from worst to least', () => {
  expect(eventTypes.map((type) => eventTypeNames[type])).toEqual([
    'Critical Security Event',
    'High Security Event',
    'Agent Offline',
    'Agent Online',
    'Alert Triggered',
  ])
  expect(severities).toEqual(['critical', 'high', 'medium', 'low', 'info'])
})

test.for(eventTypes)('the sample of %s is an event that can be fired', async (type) => {
  await using station = await openWorkstation()
  const sample = await station.call('events.sample', { type })
  expect(eventInputSchema.parse(sample)).toMatchObject({ type, data: { test: false } })
})
