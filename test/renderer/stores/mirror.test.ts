import { expect, test, vi } from 'vitest'
import { createMirror, newestKept } from '../../../renderer/stores/mirror.ts'
import { emptySnapshot, sampleSnapshot } from '../support/sample-data.ts'
import { sampleDelivery } from '../support/sample-deliveries.ts'
import { sampleWebhook } from '../support/sample-webhooks.ts'

const filled = () => {
  const mirror = createMirror()
  mirror.reset(sampleSnapshot())
  return mirror
}

test('is not ready before its first snapshot', () => {
  const mirror = createMirror()
  expect(mirror.store.getState().ready).toBe(false)
  mirror.reset(emptySnapshot())
  expect(mirror.store.getState().ready).toBe(true)
})

test('one apply is one update, however many changes it holds', () => {
  const mirror = filled()
  const update = vi.fn()
  mirror.store.subscribe(update)
  mirror.apply([
    { kind: 'webhook', webhook: sampleWebhook({ name: 'Renamed' }) },
    { kind: 'problems', problems: [{ id: 'disk', message: 'The disk is full.', next: 'Free some space.' }] },
    { kind: 'delivery', delivery: sampleDelivery('delivered', { id: 'dlv_new', seq: 99 }) },
  ])
  expect(update).toHaveBeenCalledTimes(1)
})

test('no changes are no update', () => {
  const mirror = filled()
  const update = vi.fn()
  mirror.store.subscribe(update)
  mirror.apply([])
  expect(update).not.toHaveBeenCalled()
})

test('untouched rows and untouched buckets stay the same objects', () => {
  const mirror = filled()
  const before = mirror.store.getState()
  const [touched, untouched] = Object.values(before.webhooks)
  mirror.apply([{ kind: 'webhook', webhook: { ...touched!, name: 'Renamed' } }])
  const after = mirror.store.getState()
  expect(after.webhooks).not.toBe(before.webhooks)
  expect(after.webhooks[touched!.id]!.name).toBe('Renamed')
  expect(after.webhooks[untouched!.id]).toBe(untouched)
  expect(after.deliveries).toBe(before.deliveries)
  expect(after.events).toBe(before.events)
  expect(before.webhooks[touched!.id]).toBe(touched)
})

test('a removed webhook is gone', () => {
  const mirror = filled()
  const [first] = Object.keys(mirror.store.getState().webhooks)
  mirror.apply([{ kind: 'webhook.removed', id: first! }])
  expect(mirror.store.getState().webhooks[first!]).toBeUndefined()
})

test('only the newest deliveries are kept, and the row that fell out can still be seen by a list that shows it', () => {
  const mirror = createMirror()
  mirror.reset(sampleSnapshot(Date.now(), newestKept))
  mirror.apply([{ kind: 'delivery', delivery: sampleDelivery('queued', { id: 'dlv_new', seq: newestKept + 1 }) }])
  const { deliveries } = mirror.store.getState()
  expect(Object.keys(deliveries)).toHaveLength(newestKept)
  expect(deliveries['dlv_new']).toBeDefined()
  expect(deliveries['dlv_000001']).toBeUndefined()

  const old = sampleDelivery('delivered', { id: 'dlv_000001', seq: 1 })
  mirror.apply([{ kind: 'delivery', delivery: old }])
  expect(mirror.store.getState().deliveries['dlv_000001']).toBeUndefined()
  expect(mirror.store.getState().touched.deliveries).toEqual([old])
})

test('a snapshot forgets what is not in it and counts as a new epoch', () => {
  const mirror = filled()
  const { epoch } = mirror.store.getState()
  mirror.reset(emptySnapshot())
  expect(mirror.store.getState()).toMatchObject({ webhooks: {}, deliveries: {}, events: {}, epoch: epoch + 1 })
})

test('a snapshot takes a refusal back', () => {
  const mirror = createMirror()
  mirror.refuseStart({ code: 'internal', message: 'The ledger does not open.' })
  expect(mirror.store.getState().startRefusal).not.toBeNull()
  mirror.reset(emptySnapshot())
  expect(mirror.store.getState().startRefusal).toBeNull()
})
