import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLedgerCare } from '../../main/ledger-care.ts'
import type { JobEnd } from '../../main/ledger/thread-job.ts'
import { openLog } from '../../main/log.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { makeFakeClock } from '../support/fake-clock.ts'
import { addEvent, openSample } from './ledger/open-sample.ts'

const done: JobEnd = { kind: 'done', backups: [] }

function openCare() {
  const sample = openSample()
  const clock = makeFakeClock()
  const ends: JobEnd[] = []
  let changes = 0
  const care = openLedgerCare({
    ledger: sample.ledger,
    path: sample.path,
    clock,
    settings: () => settingsSchema.parse({}).retention,
    log: openLog({ folder: `${sample.path}.logs` }),
    run: async () => ends.shift() ?? done,
    changed: () => void (changes += 1),
  })
  return {
    ...sample,
    clock,
    ends,
    ids: () => care.problems().map(({ id }) => id),
    changes: () => changes,
    /** Lets an hour pass, with all that is done in it. */
    async hour() {
      for (let minute = 0; minute < 60; minute += 1) {
        clock.advance(60_000)
        for (let turn = 0; turn < 5; turn += 1) await setImmediate()
      }
    },
    async [Symbol.asyncDispose]() {
      const closing = care.close()
      clock.advance(1000)
      await closing
      sample[Symbol.dispose]()
    },
  }
}

test('a ledger that can’t be written is tried every 5 s, so that the banner goes though nothing else is written', async () => {
  await using care = openCare()
  care.outside.exec('BEGIN IMMEDIATE')
  expect(() => addEvent(care.ledger, 'evt_1')).toThrow(/locked/)
  expect(care.ids()).toEqual(['ledger.unwritable'])
  care.clock.advance(5000)
  expect(care.ids()).toEqual(['ledger.unwritable'])
  expect(care.changes()).toBe(1)
  care.outside.exec('ROLLBACK')
  care.clock.advance(4999)
  expect(care.ids()).toEqual(['ledger.unwritable'])
  care.clock.advance(1)
  expect(care.ids()).toEqual([])
  expect(care.changes()).toBe(2)
})

test('a backup that can’t be written is told until one is, and is tried again every hour', async () => {
  await using care = openCare()
  await care.hour()
  expect(care.ids()).toEqual([])
  care.ends.push(
    { kind: 'failed', fault: 'full', what: 'no space' },
    { kind: 'failed', fault: 'full', what: 'no space' },
  )
  await care.hour()
  expect(care.ids()).toEqual(['ledger.backup'])
  await care.hour()
  expect(care.changes()).toBe(1)
  await care.hour()
  expect(care.ids()).toEqual([])
  expect(care.changes()).toBe(2)
})

test('damage that is found is told, and stays', async () => {
  await using care = openCare()
  await care.hour()
  care.ends.push({ kind: 'damaged', what: 'torn' })
  await care.hour()
  expect(care.ids()).toEqual(['ledger.damaged'])
  addEvent(care.ledger, 'evt_1')
  expect(care.ids()).toEqual(['ledger.damaged'])
})

test('an hour in which the clock is a year fast costs no history', async () => {
  await using care = openCare()
  addEvent(care.ledger, 'evt_1', 'agent.online', care.clock.now())
  await care.hour()
  care.clock.jump(365 * 24 * 3_600_000)
  await care.hour()
  addEvent(care.ledger, 'evt_2', 'agent.online', care.clock.now())
  await care.hour()
  care.clock.jump(-365 * 24 * 3_600_000)
  await care.hour()
  expect(care.ledger.events.page(null, 10).map(({ id }) => id)).toEqual(['evt_2', 'evt_1'])
})

test('history goes by its days where the clock ran on', async () => {
  await using care = openCare()
  addEvent(care.ledger, 'evt_1', 'agent.online', care.clock.now() - 91 * 24 * 3_600_000)
  addEvent(care.ledger, 'evt_2', 'agent.online', care.clock.now() - 24 * 3_600_000)
  await care.hour()
  expect(care.ledger.events.page(null, 10).map(({ id }) => id)).toEqual(['evt_2'])
})
