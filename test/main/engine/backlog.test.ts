import { expect, test } from 'vitest'
import { openBacklog } from '../../../main/engine/backlog.ts'
import type { Ledger } from '../../../main/ledger/open.ts'
import { addEvent, addWebhook, openSample } from '../ledger/open-sample.ts'

const now = 1000
const fault = (errcode: number) => Object.assign(new Error('refused'), { code: 'ERR_SQLITE_ERROR', errcode })

/** Ten deliveries are overdue: two more than may go at once. */
function openBench() {
  const sample = openSample()
  addWebhook(sample.ledger, 'whk_1')
  for (let count = 0; count < 10; count += 1) {
    const event = addEvent(sample.ledger, `evt_${count}`)
    sample.ledger.write(() => sample.ledger.deliveries.insert(`dlv_${count}`, 'whk_1', event, 'queued', 0))
  }
  const errors: unknown[] = []
  let refusal: Error | null = null
  let passed = 0
  const write: Ledger['write'] = (run) => {
    if (refusal) throw refusal
    return sample.ledger.write(run)
  }
  const ledger = { ...sample.ledger, write }
  const log = { error: (_: string, error: unknown) => void errors.push(error) }
  return {
    ...sample,
    errors,
    backlog: openBacklog({
      ledger,
      clock: { now: () => now, monotonic: () => passed },
      steps: () => [5, 30, 120, 600],
      log,
    }),
    pass: (ms: number) => void (passed += ms),
    refuse: (error: Error | null) => void (refusal = error),
    due: () => sample.ledger.deliveries.due('whk_1', now, 100).length,
  }
}

test('what fell due is spread once, when nothing could be begun, and not otherwise', () => {
  using bench = openBench()
  bench.backlog.spread()
  expect([bench.backlog.isSpread(), bench.due()]).toEqual([true, 10])
  bench.backlog.grows()
  // The network comes back in the middle of a turn: what that one would claim is not spread yet.
  expect(bench.backlog.isSpread()).toBe(false)
  bench.backlog.spread()
  expect([bench.backlog.isSpread(), bench.due()]).toEqual([true, 8])
  const before = bench.commits.length
  bench.backlog.spread()
  expect(bench.commits).toHaveLength(before)
})

/** Nothing could be begun once more. Answers how many are due then. */
function growAgain({ backlog, due }: ReturnType<typeof openBench>): number {
  backlog.grows()
  backlog.spread()
  return due()
}

test('however often the network flickers within a second, no more go at once than after one outage', () => {
  using bench = openBench()
  expect(growAgain(bench)).toBe(8)
  bench.pass(999)
  expect(growAgain(bench)).toBe(0)
  bench.pass(1000)
  expect(growAgain(bench)).toBe(8)
})

test('where all that was due may go at once, so may what falls due right after', () => {
  using bench = openBench()
  bench.outside.exec("UPDATE delivery SET state = 'delivered', due_at = NULL WHERE seq > 3")
  expect(growAgain(bench)).toBe(3)
  bench.outside.exec("UPDATE delivery SET state = 'queued', due_at = 0 WHERE seq > 3")
  expect(growAgain(bench)).toBe(8)
})

test.for([
  ['full', 13],
  ['locked', 5],
  ['read-only', 8],
] as const)('where the ledger is %s, nothing may be claimed until it could be spread', ([, code]) => {
  using bench = openBench()
  const refusal = fault(code)
  bench.refuse(refusal)
  bench.backlog.grows()
  bench.backlog.spread()
  expect(() => bench.backlog.isSpread()).toThrow(refusal)
  expect(bench.errors).toEqual([])
  bench.refuse(null)
  bench.backlog.spread()
  expect([bench.backlog.isSpread(), bench.due()]).toEqual([true, 8])
})

test.for([
  ['damage', fault(11)],
  ['a bug', new TypeError('no function')],
] as const)('where %s keeps it from being spread, that is logged, and what can be sent is', ([, error]) => {
  using bench = openBench()
  bench.refuse(error)
  bench.backlog.grows()
  bench.backlog.spread()
  expect(bench.backlog.isSpread()).toBe(true)
  expect(bench.errors).toEqual([error])
})
