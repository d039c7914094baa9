import { expect, test } from 'vitest'
import { RefusalError } from '../../../renderer/bridge.ts'
import { mostRows, pageSize } from '../../../renderer/stores/log.ts'
import { newestKept } from '../../../renderer/stores/mirror.ts'
import { openLog } from '../support/open-log.ts'
import { sampleSnapshot } from '../support/sample-data.ts'
import { sampleDelivery } from '../support/sample-deliveries.ts'

const isSorted = (seqs: number[]) => seqs.every((seq, index) => index === 0 || seq < (seqs[index - 1] ?? 0))

test('it starts with what the mirror knows, and asks no more once a page came empty', async () => {
  const { log, asked, seqs, loadMore } = openLog(24)
  const stop = log.follow()
  await loadMore()
  await loadMore()
  expect(seqs()).toHaveLength(24)
  expect(asked).toEqual([1])
  stop()
})

test('older pages follow by keyset until the ledger has no more', async () => {
  const { log, asked, seqs, loadMore } = openLog(newestKept + pageSize + 10)
  const stop = log.follow()
  await loadMore()
  await loadMore()
  await loadMore()
  await loadMore()
  expect(asked).toEqual([111, 11, 1])
  expect(seqs()).toHaveLength(newestKept + pageSize + 10)
  expect(isSorted(seqs())).toBe(true)
  stop()
})

test('the mirror lets old rows go, the list does not: no hole between the new and the paged', async () => {
  const { log, emit, seqs, loadMore } = openLog(newestKept + 50)
  const stop = log.follow()
  await loadMore()
  for (let seq = 251; seq <= 300; seq++) emit(sampleDelivery('queued', { id: `new ${seq}`, seq }))
  expect(seqs()).toEqual(Array.from({ length: 300 }, (_, index) => 300 - index))
  stop()
})

test('a change of an old row that the mirror has let go is seen in the list', async () => {
  const { all, log, emit, loadMore } = openLog(newestKept + 50)
  const stop = log.follow()
  await loadMore()
  const oldest = all.deliveries.at(-1)!
  emit({ ...oldest, state: 'delivered', lastWhat: 'HTTP 299' })
  expect(log.store.getState().rows.at(-1)?.lastWhat).toBe('HTTP 299')
  stop()
})

test('a change of a row that is further back than what is loaded waits for its page', () => {
  const { all, log, emit, seqs } = openLog(newestKept + 50)
  const stop = log.follow()
  emit({ ...all.deliveries.at(-1)!, state: 'delivered' })
  expect(seqs()).toHaveLength(newestKept)
  stop()
})

test('a row leaves the list when it no longer matches, and enters when it does', () => {
  const { log, emit, seqs } = openLog(24, ({ state }) => state === 'failed')
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
  const { log, asked, seqs } = openLog(newestKept + 300, ({ state }) => state === 'cancelled')
  const stop = log.follow()
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked).toHaveLength(1)
  expect(seqs().length).toBeGreaterThan(newestKept / 8)
  stop()
})

test('a page that is refused says why and can be asked for again', async () => {
  const { log, loadMore, seqs, failWith } = openLog(newestKept + 50)
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
  const { mirror, log, seqs, loadMore } = openLog(newestKept + 50)
  const stop = log.follow()
  await loadMore()
  mirror.reset(sampleSnapshot(Date.now(), 3))
  expect(seqs()).toEqual([3, 2, 1])
  stop()
})

test('under a flood the far end is let go, and can be scrolled back to', () => {
  const { log, emit } = openLog(newestKept)
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
