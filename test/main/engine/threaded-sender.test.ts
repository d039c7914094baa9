import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeFileSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { blockedCode } from '../../../main/engine/fault-codes.ts'
import { pinOf } from '../../../main/engine/pins.ts'
import type { Route } from '../../../main/engine/route.ts'
import { openThreadedSender, type ThreadedSender } from '../../../main/engine/threaded-sender.ts'
import { reply } from '../../support/answers.ts'
import { type Ca, makeCa } from '../../support/certificates.ts'
import { openCountingReceiver } from '../../support/counting-receiver.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { aTarget } from './samples.ts'

let ca: Ca
let receiver: Receiver
let sender: ThreadedSender
let notes: string[]

beforeAll(async () => {
  ca = await makeCa()
})
beforeEach(async () => {
  notes = []
  receiver = await openReceiver({ ca })
  sender = openThreadedSender({ note: (what) => void notes.push(what) })
  return async () => {
    sender.close()
    await receiver.close()
  }
})

const routeOf = (given: Partial<Route> = {}): Route => ({ ...aTarget().route, caCertificate: ca.pem, ...given })
const post = (body = '{}', { route = routeOf(), signal = new AbortController().signal } = {}) =>
  sender.send({ url: new URL(receiver.url), headers: [['webhook-id', 'dlv_1']], body }, { route, signal })

test('what is sent arrives byte for byte, and what is answered comes back with its trace', async () => {
  receiver.answer(reply(201, { 'x-ticket': 'INC1' }, 'taken'))
  const result = await post('{"title":"Müller ✓"}')
  expect(receiver.requests[0]?.body).toBe('{"title":"Müller ✓"}')
  expect(result).toMatchObject({ kind: 'answer', answer: { status: 201, body: 'taken' } })
  expect(result.trace).toMatchObject({ failedPhase: null, addressClass: 'loopback', tls: { trust: 'own' } })
})

test('64 requests begun together are each answered as their own', async () => {
  receiver.always(reply(200, {}, 'ok'))
  const results = await Promise.all(Array.from({ length: 64 }, (_, index) => post(String(index))))
  expect(results.every(({ kind }) => kind === 'answer')).toBe(true)
  expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(64)
})

test('requests of one route share connections, those of another have their own', async () => {
  await post('1')
  await post('2')
  expect(receiver.connections).toBe(1)
  await post('3', { route: routeOf({ agreed: 'loopback' }) })
  expect(receiver.connections).toBe(2)
})

test('connections that wait are dropped on demand: the next request opens one of its own', async () => {
  sender.dropIdle()
  await post('1')
  sender.dropIdle()
  await post('2')
  expect(receiver.connections).toBe(2)
})

test('more routes than are kept still reach their receiver', async () => {
  const pin = pinOf(new X509Certificate(ca.pem))
  const routes = Array.from({ length: 70 }, (_, index) => routeOf({ pins: [pin, `sha256/${index}`] }))
  for (const route of routes) expect((await post('x', { route })).kind).toBe('answer')
  expect((await post('again', { route: routes[0]! })).kind).toBe('answer')
}, 30_000)

test('each of more routes than are kept reaches its receiver, begun in one turn', async () => {
  receiver.always(reply(200, {}, 'ok'))
  const pin = pinOf(new X509Certificate(ca.pem))
  const routes = Array.from({ length: 70 }, (_, index) => routeOf({ pins: [pin, `sha256/${index}`] }))
  const results = await Promise.all(routes.map((route) => post('x', { route })))
  expect(results.map(({ kind }) => kind)).toEqual(Array(70).fill('answer'))
}, 30_000)

test('a fault of ours in the thread comes back as what was thrown', async () => {
  const request = { url: new URL(receiver.url), headers: [], body: null as unknown as string }
  const { signal } = new AbortController()
  await expect(sender.send(request, { route: routeOf(), signal })).rejects.toThrow(/Buffer|string/)
  expect(await post()).toMatchObject({ kind: 'answer' })
})

test('a request that is stopped before it was begun, or while it waits, is stopped; the receiver gets not one byte of the first', async () => {
  receiver.hold()
  const stop = new AbortController()
  const waiting = post('under way', { signal: stop.signal })
  await receiver.next()
  const late = post('just begun', { signal: stop.signal })
  await turn()
  stop.abort()
  expect(await waiting).toMatchObject({ kind: 'fault', why: 'stopped' })
  expect(await late).toMatchObject({ kind: 'fault', why: 'stopped' })
  const before = await post('x', { signal: AbortSignal.abort() })
  expect(before).toMatchObject({ kind: 'fault', why: 'stopped' })
  expect(receiver.requests.map(({ body }) => body)).toEqual(['under way'])
})

test('a stop counts from the moment it is made, over connections that wait open', async () => {
  await Promise.all(Array.from({ length: 8 }, () => post('warm')))
  for (let round = 0; round < 40; round += 1) {
    const stop = new AbortController()
    const seen = receiver.requests.length
    const all = Promise.all(Array.from({ length: 8 }, () => post(`round ${round}`, { signal: stop.signal })))
    stop.abort()
    expect((await all).map((result) => result.kind === 'fault' && result.why)).toEqual(Array(8).fill('stopped'))
    expect(receiver.requests.length).toBe(seen)
  }
})

test('a stop that is made while requests are being written spares those not written yet', async () => {
  await using counting = await openCountingReceiver(ca)
  const burst = (path: string, body: string, signal = new AbortController().signal) =>
    Promise.all(
      Array.from({ length: 64 }, () =>
        sender.send({ url: new URL(path, counting.url), headers: [], body }, { route: routeOf(), signal }),
      ),
    )
  const body = 'x'.repeat(100_000)
  const arrived: number[] = []
  // Where the stop comes within the writing of one turn is up to the machine; where it were read a turn later, it would
  // spare all of them or none, each time.
  while (arrived.length < 12 && !arrived.some((count) => count > 0 && count < 64)) {
    await burst('/', '')
    const before = counting.held()
    const stop = new AbortController()
    const ended = burst('/hold', body, stop.signal)
    await Promise.resolve()
    for (const latest = performance.now() + 5000; counting.held() === before && performance.now() < latest;);
    stop.abort()
    await ended
    await expect.poll(counting.open).toBe(0)
    arrived.push(counting.held() - before)
  }
  expect(arrived.at(-1)).toBeLessThan(64)
}, 30_000)

test('what a thread that dies had under way may have arrived, and the next request starts another', async () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'dying.mjs')
  writeFileSync(
    path,
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { throw new Error('dead') })",
  )
  const dying = openThreadedSender({ note: (what) => void notes.push(what), code: pathToFileURL(path) })
  const request = { url: new URL(receiver.url), headers: [], body: '{}' }
  const options = { route: routeOf(), signal: new AbortController().signal }
  for (let round = 1; round <= 2; round += 1) {
    expect(await dying.send(request, options)).toMatchObject({ kind: 'fault', why: 'lost' })
    expect(notes).toHaveLength(round)
  }
  const stop = new AbortController()
  const result = dying.send(request, { ...options, signal: stop.signal })
  await Promise.resolve()
  stop.abort()
  expect(await result).toMatchObject({ kind: 'fault', why: 'stopped' })
  dying.close()
})

test('closing ends what is under way as stopped', async () => {
  receiver.hold()
  const waiting = post('held')
  await receiver.next()
  sender.close()
  expect(await waiting).toMatchObject({ kind: 'fault', why: 'stopped' })
})

test('after closing nothing is sent any more, and no thread is started for it', async () => {
  await post()
  sender.close()
  expect(await post()).toMatchObject({ kind: 'fault', why: 'stopped' })
  expect(receiver.requests).toHaveLength(1)
})

test('to a port of our own nothing is sent until it is let go', async () => {
  const port = Number(new URL(receiver.url).port)
  sender.refusePorts([port])
  const route = routeOf({ agreed: 'loopback' })
  expect(await post('1', { route })).toMatchObject({ kind: 'fault', code: blockedCode })
  sender.refusePorts([])
  expect(await post('2', { route })).toMatchObject({ kind: 'answer' })
  expect(receiver.requests.map(({ body }) => body)).toEqual(['2'])
})

test('a thread that starts later is told of our own ports too', async () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'dying.mjs')
  const code = `import { parentPort } from 'node:worker_threads'
    parentPort.on('message', (message) => {
      if (message.kind === 'send') process.exit()
      if (message.kind === 'own ports') parentPort.postMessage({ kind: 'note', what: 'ports ' + message.ports })
    })`
  writeFileSync(path, code)
  const told: unknown[] = []
  const dying = openThreadedSender({ note: (_what, error) => void told.push(error), code: pathToFileURL(path) })
  dying.refusePorts([8766])
  const request = { url: new URL(receiver.url), headers: [], body: '{}' }
  const options = { route: routeOf(), signal: new AbortController().signal }
  for (let round = 1; round <= 2; round += 1) await dying.send(request, options)
  expect(told).toEqual(['ports 8766', 'ports 8766'])
  dying.close()
})
