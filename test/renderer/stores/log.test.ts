import { expect, test } from 'vitest'
import type { Delivery } from '../../../preload/contract/delivery.ts'
import { RefusalError } from '../../../renderer/bridge.ts'
import { createLog, mostRows, pageSize } from '../../../renderer/stores/log.ts'
import { createMirror, newestKept } from '../../../renderer/stores/mirror.ts'
import { sampleSnapshot } from '../support/sample-data.ts'
import { sampleDelivery } from '../support/sample-deliveries.ts'

/** A ledger of `count` deliveries of which the mirror knows the newest. */
function open(count: number, matches: (row: Delivery) => boolean = () => true) {
  const all = sampleSnapshot(Date.now(), count)
  const mirror = createMirror()
  mirror.reset({ ...all, deliveries: all.deliveries.slice(0, newestKept) })
  const asked: (number | null)[] = []
  let failure: Error | null = null
  const log = createLog<Delivery>(
    {
      newest: (state) => state.deliveries,
      touched: (state) => state.touched.deliveries,
      page: async (before) => {
        asked.push(before)
        if (failure) throw failure
        return all.deliveries.filter((row) => matches(row) && (before === null || row.seq < before)).slice(0, pageSize)
      },
      matches,
    },
    mirror,
  )
  const emit = (...rows: Delivery[]) => mirror.apply(rows.map((delivery) => ({ kind: 'delivery', delivery })))
  const seqs = () => log.store.getState().rows.map(({ seq }) => seq)
  const loadMore = async () => {
    log.loadMore()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const failWith = (error: Error | null) => (failure = error)
  return { all, mirror, log, asked, emit, seqs, loadMore, failWith }
}
const isSorted = (seqs: number[]) => seqs.every((seq, index) => index === 0 || seq < (seqs[index - 1] ?? 0))

test('it starts with what the mirror knows, and asks for nothing where that is all', async () => {
  const { log, asked, seqs, loadMore } = open(24)
  const stop = log.follow()
  await loadMore()
  expect(seqs()).toHaveLength(24)
  expect(asked).toEqual([])
  stop()
})

test('older pages follow by keyset until the ledger has no more', async () => {
  const { log, asked, seqs, loadMore } = open(newestKept + pageSize + 10)
  const stop = log.follow()
  await loadMore()
  await loadMore()
  await loadMore()
  expect(asked).toEqual([111, 11])
  expect(seqs()).toHaveLength(newestKept + pageSize + 10)
  expect(isSorted(seqs())).toBe(true)
  stop()
})

test('the mirror lets old rows go, the list does not: no hole between the new and the paged', async () => {
  const { log, emit, seqs, loadMore } = open(newestKept + 50)
  const stop = log.follow()
  await loadMore()
  for (let seq = 251; seq <= 300; seq++) emit(sampleDelivery('queued', { id: `new ${seq}`, seq }))
  expect(seqs()).toEqual(Array.from({ length: 300 }, (_, index) => 300 - index))
  stop()
})

test('a change of an old row that the mirror has let go is seen in the list', async () => {
  const { all, log, emit, loadMore } = open(newestKept + 50)
  const stop = log.follow()
  await loadMore()
  const oldest = all.deliveries.at(-1)!
  emit({ ...oldest, state: 'delivered', lastWhat: 'HTTP 299' })
  expect(log.store.getState().rows.at(-1)?.lastWhat).toBe('HTTP 299')
  stop()
})

test('a change of a row that is further back than what is loaded waits for its page', () => {
  const { all, log, emit, seqs } = open(newestKept + 50)
  const stop = log.follow()
  emit({ ...all.deliveries.at(-1)!, state: 'delivered' })
  expect(seqs()).toHaveLength(newestKept)
  stop()
})

test('a row leaves the list when it no longer matches, and enters when it does', () => {
  const { log, emit, seqs } = open(24, ({ state }) => state === 'failed')
  const stop = log.follow()
  const [first] = log.store.getState().rows
  const before = seqs().length
  emit({ ...first!, state: 'delivered' })
  expect(seqs()).toHaveLength(before - 1)
  emit({ ...first!, state: 'failed' })
  expect(seqs()).toHaveLength(before)
  expect(isSorted(seqs())).toBe(true)
  stop()
})

test('a filter that leaves few of the newest fetches a page by itself', async () => {
  const { log, asked, seqs } = open(newestKept + 300, ({ state }) => state === 'cancelled')
  const stop = log.follow()
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked).toHaveLength(1)
  expect(seqs().length).toBeGreaterThan(newestKept / 8)
  stop()
})

test('a page that is refused says why and can be asked for again', async () => {
  const { log, loadMore, seqs, failWith } = open(newestKept + 50)
  const stop = log.follow()
  failWith(new RefusalError({ code: 'unavailable', message: 'The ledger is locked.' }))
  await loadMore()
  expect(log.store.getState()).toMatchObject({ failure: 'The ledger is locked.', loading: false })
  failWith(null)
  await loadMore()
  expect(log.store.getState().failure).toBeNull()
  expect(seqs()).toHaveLength(newestKept + 50)
  stop()
})

test('a new snapshot starts the list over', async () => {
  const { mirror, log, seqs, loadMore } = open(newestKept + 50)
  const stop = log.follow()
  await loadMore()
  mirror.reset(sampleSnapshot(Date.now(), 3))
  expect(seqs()).toEqual([3, 2, 1])
  stop()
})

test('under a flood the far end is let go, and can be scrolled back to', () => {
  const { log, emit } = open(newestKept)
  const stop = log.follow()
  emit(
    ...Array.from({ length: mostRows }, (_, index) => sampleDelivery('queued', { id: `n${index}`, seq: 1000 + index })),
  )
  const { rows, more, from } = log.store.getState()
  expect(rows).toHaveLength(mostRows / 2)
  expect(more).toBe(true)
  expect(from).toBe(rows.at(-1)?.seq)
  stop()
})
