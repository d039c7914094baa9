import { expect, test } from 'vitest'
import { makeFakeClock } from './fake-clock.ts'

function makeLog(start = 0) {
  const clock = makeFakeClock(start)
  const log: string[] = []
  return { clock, log, note: (name: string) => () => void log.push(`${name}@${clock.now()}`) }
}

test('starts at the time it is given, or on a fixed morning', () => {
  expect(makeFakeClock(7).now()).toBe(7)
  expect(new Date(makeFakeClock().now()).toISOString()).toBe('2026-11-23T10:00:00.000Z')
})

test('runs due timers in time order, each at its own time', () => {
  const { clock, log, note } = makeLog()
  clock.at(30, note('c'))
  clock.at(10, note('a'))
  clock.at(20, note('b'))
  clock.at(20, note('b2'))
  clock.advance(25)
  expect(log).toEqual(['a@10', 'b@20', 'b2@20'])
  expect(clock.now()).toBe(25)
  expect(clock.pending()).toEqual([30])
  clock.advanceTo(30)
  expect(log.at(-1)).toBe('c@30')
})

test('runs a timer that another timer set, when it falls due in the same advance', () => {
  const { clock, log, note } = makeLog()
  clock.at(10, () => clock.at(15, note('child')))
  clock.advance(20)
  expect(log).toEqual(['child@15'])
})

test('never runs a timer while it is being set', () => {
  const { clock, log, note } = makeLog(100)
  clock.at(50, note('overdue'))
  expect(log).toEqual([])
  clock.advance(0)
  expect(log).toEqual(['overdue@100'])
})

test('forgets a cancelled timer, even one cancelled by the timer before it', () => {
  const { clock, log, note } = makeLog()
  const cancel = clock.at(20, note('never'))
  clock.at(10, cancel)
  clock.advance(50)
  cancel()
  expect(log).toEqual([])
})

test('a jump changes the time and runs nothing; what it passed runs late', () => {
  const { clock, log, note } = makeLog()
  clock.at(10, note('passed'))
  clock.jump(1000)
  expect({ now: clock.now(), log: [...log] }).toEqual({ now: 1000, log: [] })
  clock.advance(1)
  expect(log).toEqual(['passed@1000'])
})

test('a jump may go back, an advance may not', () => {
  const { clock } = makeLog(500)
  clock.jump(-400)
  expect(clock.now()).toBe(100)
  expect(() => clock.advanceTo(50)).toThrow(RangeError)
})
