import { expect, test } from 'vitest'
import type { Delivery } from '../../../preload/contract/delivery.ts'
import { RefusalError } from '../../../renderer/bridge.ts'
import { mostRows, pageSize } from '../../../renderer/stores/log.ts'
import { newestKept } from '../../../renderer/stores/mirror.ts'
import { any, openLog } from '../support/open-log.ts'
import { sampleDelivery } from '../support/sample-deliveries.ts'

test('a page is short where rows can not be read: only an empty one is the end', async () => {
  const { log, asked, seqs, loadMore } = openLog(newestKept + 250, any, ({ seq }) => seq % 2 === 0)
  const stop = log.follow()
  for (let count = 0; count < 6; count++) await loadMore()
  expect(asked).toEqual([251, 152, 52, 2])
  expect(seqs()).toHaveLength(newestKept + 125)
  stop()
})

test('newest rows that can not be read do not hide the older ones', async () => {
  const { all, mirror, log, seqs, settle } = openLog(newestKept + 50)
  const stop = log.follow()
  mirror.reset({ ...all, deliveries: all.deliveries.slice(0, newestKept).filter(({ seq }) => seq % 8 === 0) })
  await settle()
  expect(seqs()).toContain(1)
  stop()
})

test('where one update takes all rows out of the filter, older ones that match are fetched', async () => {
  const { all, log, emit, seqs, settle } = openLog(newestKept + 100, ({ state }) => state !== 'cancelled')
  const stop = log.follow()
  emit(...all.deliveries.slice(0, newestKept).map((row): Delivery => ({ ...row, state: 'cancelled' })))
  expect(log.store.getState().loading).toBe(true)
  await settle()
  expect(seqs().length).toBeGreaterThan(50)
  stop()
})

test('after a refusal an update does not ask again by itself', async () => {
  const { all, log, emit, asked, settle, failWith } = openLog(newestKept + 100, ({ state }) => state === 'cancelled')
  failWith(new RefusalError({ code: 'unavailable', message: 'The ledger is locked.' }))
  const stop = log.follow()
  await settle()
  emit({ ...all.deliveries[0]!, changedAt: 1 })
  await settle()
  expect(asked).toHaveLength(1)
  expect(log.store.getState().failure).toBe('The ledger is locked.')
  stop()
})

test('a page on its way while the far end is let go would leave a hole: it is asked for again', async () => {
  const { all, log, asked, emit, seqs, loadMore, settle, hold } = openLog(newestKept + 300)
  const stop = log.follow()
  const letGo = hold()
  await loadMore()
  const flood = Array.from({ length: mostRows }, (_, index) =>
    sampleDelivery('queued', { id: `n${index}`, seq: 501 + index }),
  )
  all.deliveries.unshift(...flood.toReversed())
  emit(...flood)
  letGo()
  await settle()
  const newest = 500 + mostRows
  expect(asked).toEqual([301, newest - mostRows / 2 + 1])
  expect(seqs()).toEqual(Array.from({ length: mostRows / 2 + pageSize }, (_, index) => newest - index))
  stop()
})

test('a page on its way while a new snapshot comes is dropped, and the list still loads what it asked for itself', async () => {
  const { all, mirror, log, asked, seqs, loadMore, settle, hold } = openLog(newestKept + 300)
  const stop = log.follow()
  const letGo = hold()
  await loadMore()
  const letGoNext = hold()
  mirror.reset({ ...all, deliveries: all.deliveries.slice(0, 20) })
  letGo()
  await settle()
  expect(log.store.getState().loading).toBe(true)
  letGoNext()
  await settle()
  expect(asked).toEqual([301, 481])
  expect(seqs()).toEqual(Array.from({ length: 20 + pageSize }, (_, index) => 500 - index))
  stop()
})
