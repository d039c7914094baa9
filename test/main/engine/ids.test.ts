import { expect, test } from 'vitest'
import { makeId } from '../../../main/engine/ids.ts'

test('ids sort by the time they were made at', () => {
  const times = [0, 1, 31, 32, 1_000_000, Date.UTC(2026, 10, 23), Date.UTC(2026, 10, 23) + 1, 2 ** 48 - 1]
  const ids = times.map((time) => makeId('evt', time))
  expect(ids.toSorted()).toEqual(ids)
})

test('ids of one moment all differ', () => {
  expect(new Set(Array.from({ length: 5000 }, () => makeId('dlv', 1))).size).toBe(5000)
})

test.for(['evt', 'dlv', 'test'] as const)('an id of %s is its prefix and 26 letters of Crockford: no dot', (prefix) => {
  expect(makeId(prefix, Date.UTC(2026, 10, 23))).toMatch(new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`))
})

test('the first ten letters are the time, as the ULID specification has it', () => {
  expect(makeId('evt', 1_469_918_176_385)).toMatch(/^evt_01ARYZ6S41/)
})
