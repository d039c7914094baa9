import { describe, expect, test } from 'vitest'
import { countConditions, type Filter, filterSchema, mostConditions } from '../../../preload/contract/filter.ts'
import { aDraft, openWorkstation, refusalOf, stateOf, webhookId } from './ask.ts'

const onHost = (value: string): Filter => ({ op: 'equals', path: 'host', value })
const fire = (
  station: Awaited<ReturnType<typeof openWorkstation>>,
  type: 'agent.online' | 'security.high',
  name: string,
) => station.call('events.fire', { type, data: { severity: 'info', title: 'T', agent: { name } } })

describe('the count', () => {
  test('is of the last 50 events of these types, those a webhook already got or not', async () => {
    await using station = await openWorkstation()
    const filter = onHost('a')
    expect(await station.call('filters.count', { events: ['agent.online'], filter })).toEqual({ matched: 0, of: 0 })
    for (let count = 0; count < 3; count += 1) await fire(station, 'agent.online', 'A')
    for (let count = 0; count < 60; count += 1) await fire(station, 'security.high', count < 45 ? 'A' : 'B')

    expect(await station.call('filters.count', { events: ['agent.online'], filter })).toEqual({ matched: 3, of: 3 })
    // Of 60 the oldest 10, all of A, are too far back.
    expect(await station.call('filters.count', { events: ['security.high'], filter })).toEqual({ matched: 35, of: 50 })
    const both = ['agent.online', 'security.high', 'agent.online'] as const
    expect(await station.call('filters.count', { events: [...both], filter })).toEqual({ matched: 35, of: 50 })
    expect(await station.call('filters.count', { events: [], filter })).toEqual({ matched: 0, of: 0 })
    expect(await station.call('filters.count', { events: ['agent.online'], filter: null })).toEqual({
      matched: 3,
      of: 3,
    })
  })
})

type Case = [what: string, filter: unknown, field: string, words: RegExp]
const many = { op: 'any', of: Array.from({ length: 60 }, () => onHost('a')) }
const deep = (levels: number): object => (levels === 0 ? onHost('a') : { op: 'not', of: deep(levels - 1) })
const cases: Case[] = [
  [
    'a network that is none',
    { op: 'cidr', path: 'host', network: '10.0.0.0/33' },
    '.network',
    /10\.0\.0\.0\/33 is not a network\. Write/,
  ],
  [
    'one deep within',
    { op: 'not', of: { op: 'any', of: [onHost('a'), { op: 'cidr', path: '*', network: 'intranet' }] } },
    '.of.of.1.network',
    /intranet is not a network/,
  ],
  ['no network', { op: 'cidr', path: 'host', network: ' ' }, '.network', /Write a network/],
  ['no value', onHost(''), '.value', /Write what it has to be/],
  ['nothing to contain', { op: 'contains', path: 'host', value: '' }, '.value', /Write what it has to contain/],
  ['an empty list', { op: 'in', path: 'host', values: [] }, '.values', /at least one value/],
  ['a path of blanks', { op: 'exists', path: '  ' }, '.path', /Name a field/],
  ['an empty group', { op: 'all', of: [] }, '.of', /Add a condition/],
  ['120 conditions', { op: 'all', of: [many, many] }, '', /At most 100 conditions/],
  ['nine levels', deep(9), `${'.of'.repeat(8)}.op`, /nest at most 8 deep/],
  ['a thousand levels', deep(1000), `${'.of'.repeat(8)}.op`, /nest at most 8 deep/],
  ['another operator', { op: 'matches', path: 'host', value: '.*' }, '.op', /./],
  ['a key too many', { ...onHost('a'), flags: 'i' }, '.flags', /not known/],
  ['the mark of an unreadable one', { op: 'unreadable' }, '.op', /./],
]

describe('a filter is refused, with nothing changed, for', () => {
  test.for(cases)('%s, at that place', async ([, filter, field, words]) => {
    await using station = await openWorkstation()
    const before = await stateOf(station)
    const saving = await refusalOf(station, 'webhooks.create', { id: webhookId, draft: aDraft({ filter }) })
    expect(saving.fields).toEqual({ [`draft.filter${field}`]: expect.stringMatching(words) })
    const counting = await refusalOf(station, 'filters.count', { events: ['agent.online'], filter })
    expect(counting.fields).toEqual({ [`filter${field}`]: expect.stringMatching(words) })
    expect(await stateOf(station)).toEqual(before)
    expect(station.errors).toEqual([])
  })
})

test('what is at a limit is taken', async () => {
  await using station = await openWorkstation()
  const filter = { op: 'all', of: Array.from({ length: mostConditions }, () => onHost('a')) } as const
  for (const fine of [filterSchema.parse(deep(8)), filterSchema.parse(filter)]) {
    const draft = { ...aDraft(), filter: fine } as never
    const saved = await station.call('webhooks.create', { id: `whk_${crypto.randomUUID()}`, draft })
    expect(saved.filter).toEqual(fine)
  }
  expect(countConditions(filterSchema.parse(filter))).toBe(mostConditions)
})
