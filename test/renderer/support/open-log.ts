import type { Delivery } from '../../../preload/contract/delivery.ts'
import { createLog, pageSize } from '../../../renderer/stores/log.ts'
import { createMirror, newestKept } from '../../../renderer/stores/mirror.ts'
import { sampleSnapshot } from './sample-data.ts'

export const any = () => true

/** A ledger of `count` deliveries of which the mirror knows the newest; what is not readable its pages leave out. */
export function openLog(
  count: number,
  matches: (row: Delivery) => boolean = any,
  readable: (row: Delivery) => boolean = any,
) {
  const all = sampleSnapshot(Date.now(), count)
  const mirror = createMirror()
  mirror.reset({ ...all, deliveries: all.deliveries.slice(0, newestKept) })
  const asked: (number | null)[] = []
  let failure: Error | null = null
  let gate = Promise.resolve()
  const log = createLog<Delivery>(
    {
      newest: (state) => state.deliveries,
      touched: (state) => state.touched.deliveries,
      page: async (before) => {
        asked.push(before)
        if (failure) throw failure
        const older = all.deliveries.filter((row) => matches(row) && (before === null || row.seq < before))
        await gate
        return older.slice(0, pageSize).filter(readable)
      },
      matches,
    },
    mirror,
  )
  const emit = (...rows: Delivery[]) => mirror.apply(rows.map((delivery) => ({ kind: 'delivery', delivery })))
  const seqs = () => log.store.getState().rows.map(({ seq }) => seq)
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const loadMore = async () => {
    log.loadMore()
    await settle()
  }
  /** Pages come only after the answer is called. */
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    return resolve
  }
  const failWith = (error: Error | null) => (failure = error)
  return { all, mirror, log, asked, emit, seqs, loadMore, settle, hold, failWith }
}
