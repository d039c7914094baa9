import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openBelievedTime } from '../../../main/ledger/believed-time.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { openSample } from './open-sample.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const year = 365 * day

function openBelieving() {
  const sample = openSample()
  const clock = makeFakeClock()
  const start = () => openBelievedTime({ ledger: sample.ledger, clock })
  let believe = start()
  let count = 0
  return {
    clock,
    restart: () => void (believe = start()),
    /** An event, accepted now. */
    add: (events = 1) =>
      sample.ledger.write(() => {
        for (; events > 0; events -= 1)
          sample.ledger.events.insert({
            id: `evt_${(count += 1)}`,
            type: 'agent.online',
            timestamp: '2026-11-23T10:00:00.000Z',
            data: { severity: 'info', title: 'T' },
            subject: null,
            source: 'manual',
            acceptedAt: clock.now(),
          })
      }),
    /** How far the believed time is behind the clock; null where nothing is believed. */
    async behind() {
      const progress = { ended: false }
      const ending = believe(() => true).finally(() => (progress.ended = true))
      for (await setImmediate(); !progress.ended; await setImmediate()) clock.advance(10)
      const time = await ending
      return time === null ? null : clock.now() - time
    },
    [Symbol.dispose]: () => sample[Symbol.dispose](),
  }
}

test('nothing is believed of a clock at the first start', async () => {
  using time = openBelieving()
  expect(await time.behind()).toBe(null)
  time.add()
  expect(await time.behind()).toBe(null)
})

test('a clock that runs on is believed by the events of the day before, however many came since', async () => {
  using time = openBelieving()
  time.add()
  time.clock.advance(day)
  time.add(2500)
  time.restart()
  expect(await time.behind()).toBeLessThan(100)
})

test('a year the clock jumps ahead is not believed, not by events that came since either; then right, it is again', async () => {
  using time = openBelieving()
  time.add()
  time.clock.advance(day)
  time.add()
  time.clock.jump(year)
  for (const restarts of [false, true]) {
    time.add()
    if (restarts) time.restart()
    expect(await time.behind()).toBeGreaterThan(year - 2 * day)
  }
  time.clock.jump(-year)
  expect(await time.behind()).toBeLessThan(day)
})

test('a clock that jumps to the same year again and again is not believed', async () => {
  using time = openBelieving()
  for (let times = 0; times < 5; times += 1) {
    time.add()
    await time.behind()
    time.clock.jump(year)
    time.add()
    const behind = await time.behind()
    // Of the first jump nothing is known yet.
    expect(times === 0 ? year : behind).toBeGreaterThan(year - 2 * day)
    time.clock.jump(-year)
    time.clock.advance(20 * hour)
    await time.behind()
  }
})

test('after a long holiday the clock is believed once there is an event of a day before', async () => {
  using time = openBelieving()
  time.add()
  time.clock.jump(40 * day)
  time.restart()
  time.add()
  expect(await time.behind()).toBeGreaterThan(38 * day)
  time.clock.jump(day)
  time.restart()
  expect(await time.behind()).toBeLessThan(100)
})

test('or after a day of running, with no event at all', async () => {
  using time = openBelieving()
  time.add()
  time.clock.jump(40 * day)
  time.restart()
  for (let hours = 0; hours < 24; hours += 1) {
    expect(await time.behind()).toBeGreaterThan(38 * day)
    time.clock.advance(hour)
  }
  expect(await time.behind()).toBeLessThan(100)
})

test('a clock that is set back is believed at most as it is', async () => {
  using time = openBelieving()
  time.add()
  for (let hours = 0; hours < 30; hours += 1) {
    await time.behind()
    time.clock.advance(hour)
  }
  time.clock.jump(-10 * day)
  expect(await time.behind()).toBeGreaterThanOrEqual(0)
})
