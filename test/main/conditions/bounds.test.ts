import { describe, expect, test } from 'vitest'
import { compileFilter } from '../../../main/conditions/compile.ts'
import { longestEventData } from '../../../preload/contract/event.ts'
import { type Condition, type Filter, mostConditions } from '../../../preload/contract/filter.ts'
import { anEvent } from '../engine/samples.ts'

const hundred = (make: (index: number) => Condition): Filter => ({
  op: 'any',
  of: Array.from({ length: mostConditions }, (_, index) => make(index)),
})
const filters = {
  equals: hundred((index) => ({ op: 'equals', path: '*', value: `nowhere ${index}` })),
  contains: hundred((index) => ({ op: 'contains', path: '*', value: `aaaaaaaaaaaaaaab${index}` })),
  'ends with': hundred((index) => ({ op: 'ends', path: '*', value: `${'a'.repeat(900)}b${index}` })),
  'in list': hundred((index) => ({
    op: 'in',
    path: '*',
    values: Array.from({ length: 500 }, (_, n) => `nowhere ${index} ${n}`),
  })),
  'in network': hundred((index) => ({ op: 'cidr', path: '*', network: `172.16.${index}.0/24` })),
  'each at a path of its own': hundred((index) => ({ op: 'equals', path: `data.list.x${index}`, value: 'nowhere' })),
}

/** As large as an event may be, in the shapes that give a filter the most to do. */
const shapes = {
  'one long text': 'a'.repeat(longestEventData - 100),
  'distinct numbers': Array.from({ length: 40_000 }, (_, index) => index),
  addresses: Array.from({ length: 20_000 }, (_, index) => `1.1.${index >> 8}.${index & 255}`),
  'small objects': Array.from({ length: 16_000 }, (_, index) => ({ y: index })),
  'lists in lists': JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)),
}
const cases = Object.entries(shapes).flatMap(([shape, list]) =>
  Object.entries(filters).map(([kind, filter]) => [kind, shape, filter, list] as const),
)

describe('100 conditions on an event of 256 KiB', () => {
  // They take up to 0.7 s of this thread's own time, however busy the machine is; 2 s leave room for a slower one, and
  // none for work that grows faster than the event.
  test.for(cases)('%s, on %s: no more than 2 s of work', ([, , filter, list]) => {
    const event = anEvent({ list })
    const passes = compileFilter(filter)
    const before = process.threadCpuUsage()
    expect(passes(event)).toBe(false)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})
