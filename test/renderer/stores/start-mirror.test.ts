import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Change } from '../../../preload/contract/changes.ts'
import { createMirror } from '../../../renderer/stores/mirror.ts'
import { startMirror } from '../../../renderer/stores/start-mirror.ts'
import { makeFakeBridge } from '../support/fake-bridge.ts'
import { emptySnapshot } from '../support/sample-data.ts'
import { sampleWebhook } from '../support/sample-webhooks.ts'

/** A flush runs when the test says so. */
function start(snapshot = emptySnapshot()) {
  const bridge = makeFakeBridge(snapshot)
  const mirror = createMirror()
  let pending: (() => void) | null = null
  const shown: string[] = []
  const stop = startMirror(bridge, mirror, {
    schedule: (flush) => {
      pending = flush
      return () => (pending = null)
    },
    onShow: ({ screen }) => shown.push(screen),
  })
  const flush = () => {
    const run = pending
    pending = null
    run?.()
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const names = () => Object.values(mirror.store.getState().webhooks).map(({ name }) => name)
  return { bridge, mirror, stop, flush, settled, names, shown, isPending: () => pending !== null }
}

const named = (name: string, id = 'one'): Change => ({ kind: 'webhook', webhook: sampleWebhook({ id, name }) })

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'setTimeout', 'clearTimeout'] }),
)
afterEach(() => void vi.useRealTimers())

test('it listens before it asks for the snapshot', () => {
  const bridge = makeFakeBridge()
  const order: string[] = []
  startMirror(
    {
      call: (name, input) => {
        order.push(name)
        return bridge.call(name, input)
      },
      listen: (callback) => {
        order.push('listen')
        return bridge.listen(callback)
      },
    },
    createMirror(),
  )
  expect(order).toEqual(['listen', 'app.snapshot'])
})

test('changes that come while the snapshot is under way are replayed on top of it', async () => {
  const { bridge, flush, settled, names, isPending } = start()
  const revision = bridge.snapshot.revision
  bridge.send({ revision, changes: [named('in the snapshot already')] })
  bridge.send({ revision: revision + 1, changes: [named('newer')] })
  expect(isPending()).toBe(false)
  await settled()
  expect(names()).toEqual([])
  flush()
  expect(names()).toEqual(['newer'])
})

test('messages that come out of order are applied in order', async () => {
  const { bridge, flush, settled, names } = start()
  await settled()
  const { revision } = bridge.snapshot
  bridge.send({ revision: revision + 2, changes: [named('second')] })
  bridge.send({ revision: revision + 1, changes: [named('first')] })
  flush()
  expect(names()).toEqual(['second'])
  expect(bridge.callsOf('app.snapshot')).toHaveLength(1)
})

test('a message that comes twice is applied once', async () => {
  const { bridge, mirror, flush, settled, names } = start()
  await settled()
  const { revision } = bridge.snapshot
  bridge.send({ revision: revision + 1, changes: [named('first')] })
  flush()
  mirror.apply([named('later')])
  bridge.send({ revision: revision + 1, changes: [named('first')] })
  flush()
  expect(names()).toEqual(['later'])
})

test('a gap asks for a new snapshot, and what is newer than it is still applied', async () => {
  const { bridge, flush, settled, names } = start()
  await settled()
  bridge.snapshot.revision += 5
  bridge.snapshot.webhooks = [sampleWebhook({ id: 'one', name: 'from the snapshot' })]
  bridge.send({ revision: bridge.snapshot.revision, changes: [named('lost')] })
  bridge.send({ revision: bridge.snapshot.revision + 1, changes: [named('newer', 'two')] })
  flush()
  await settled()
  expect(bridge.callsOf('app.snapshot')).toHaveLength(2)
  expect(names()).toEqual(['from the snapshot'])
  flush()
  expect(names()).toEqual(['from the snapshot', 'newer'])
})

test('a burst is one update', async () => {
  const { bridge, mirror, flush, settled, names } = start()
  await settled()
  const update = vi.fn()
  mirror.store.subscribe(update)
  for (let count = 0; count < 500; count++) bridge.emit(named(`name ${count}`))
  flush()
  expect(update).toHaveBeenCalledTimes(1)
  expect(names()).toEqual(['name 499'])
})

test('the menu can ask for a screen, once', async () => {
  const { bridge, flush, settled, shown } = start()
  await settled()
  bridge.emit({ kind: 'show', place: { screen: 'notices' } })
  flush()
  bridge.emit(named('first'))
  flush()
  expect(shown).toEqual(['notices'])
})

test('a refused snapshot is shown, and the next message asks again', async () => {
  const { bridge, mirror, flush, settled } = start()
  bridge.refuse('app.snapshot', { code: 'unavailable', message: 'The ledger is locked.' })
  await settled()
  expect(mirror.store.getState()).toMatchObject({ ready: false, startRefusal: { message: 'The ledger is locked.' } })
  bridge.allow('app.snapshot')
  bridge.emit(named('first'))
  flush()
  await settled()
  expect(mirror.store.getState()).toMatchObject({ ready: true, startRefusal: null })
})

test('after stop nothing is applied', async () => {
  const { bridge, stop, flush, settled, names } = start()
  await settled()
  bridge.emit(named('first'))
  stop()
  flush()
  expect(names()).toEqual([])
  expect(bridge.listening()).toBe(0)
})

test('a hidden window, which gets no frames, drains after 500 ms', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  const bridge = makeFakeBridge(emptySnapshot())
  const mirror = createMirror()
  const stop = startMirror(bridge, mirror)
  await new Promise((resolve) => setImmediate(resolve))
  bridge.emit(named('first'))
  vi.advanceTimersByTime(499)
  expect(mirror.store.getState().webhooks).toEqual({})
  vi.advanceTimersByTime(1)
  expect(Object.keys(mirror.store.getState().webhooks)).toHaveLength(1)
  stop()
  vi.unstubAllGlobals()
})
