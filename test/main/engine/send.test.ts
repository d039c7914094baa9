import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Connect, openConnect } from '../../../main/engine/connect.ts'
import { abortedCode } from '../../../main/engine/fault-codes.ts'
import type { Proxy, Route } from '../../../main/engine/route.ts'
import { openSender, type Sender, type SendResult } from '../../../main/engine/send.ts'
import { nodeTrust } from '../../../main/engine/trust.ts'
import { type Ca, makeCa } from '../../support/certificates.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aTarget } from './samples.ts'

const connect = openConnect({ trust: nodeTrust() })
/** As if every proxy led straight on, so that only what is shared shows. */
const pastProxies: Connect = (url, route, signal) => connect(url, { ...route, proxy: null }, signal)

let ca: Ca
let receiver: Receiver
let sender: Sender

beforeAll(async () => {
  ca = await makeCa()
})
beforeEach(async () => {
  receiver = await openReceiver({ ca })
  sender = openSender({ connect: pastProxies })
  return async () => {
    sender.close()
    await receiver.close()
  }
})

const routeOf = (given: Partial<Route> = {}): Route => ({ ...aTarget().route, caCertificate: ca.pem, ...given })
type Options = {
  url?: string
  route?: Route
  fresh?: boolean
  budget?: number
  signal?: AbortSignal
  by?: Sender
  body?: string
}
function send({ by = sender, url = receiver.url, body = '{}', ...options }: Options = {}): Promise<SendResult> {
  const { signal } = new AbortController()
  return by.send({ url: new URL(url), headers: [], body }, { route: routeOf(), signal, ...options })
}
const reused = async (options: Options = {}) => (await send(options)).trace.reused

/** Takes connections, and reads nothing that comes over them. */
async function openDeafServer() {
  const { certPem, keyPem } = await ca.issue()
  const sockets: Socket[] = []
  const server = createTlsServer({ cert: certPem, key: keyPem })
  server.on('connection', (socket) => void sockets.push(socket))
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    url: `https://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

describe('a connection', () => {
  test('is used again, and the second request tells of the same one without the phases that opened it', async () => {
    const first = await send()
    const second = await send()
    expect(receiver.tcpConnections).toBe(1)
    expect(Object.keys(first.trace.phases)).toEqual(['connect', 'tls', 'send', 'answer'])
    expect(second.trace).toEqual({ ...first.trace, reused: true, phases: second.trace.phases })
    expect(Object.keys(second.trace.phases)).toEqual(['send', 'answer'])
  })

  test('is shared by routes that are equal, though not the same', async () => {
    await send({ route: routeOf() })
    expect(await reused({ route: structuredClone(routeOf()) })).toBe(true)
  })

  const proxy: Proxy = { kind: 'http', host: 'proxy.corp', port: 8080, user: 'a', password: 'secret-1' }
  test.for<[string, () => Promise<Partial<Route>>]>([
    ['CA', async () => ({ caCertificate: ca.pem + (await makeCa()).pem })],
    [
      'client certificate',
      async () => {
        const { certPem, keyPem } = await ca.issue({ client: true })
        return { clientCertificate: { kind: 'pem', certificate: certPem, key: keyPem, passphrase: null } }
      },
    ],
    ['agreed class of address', async () => ({ agreed: 'loopback' })],
    ['proxy', async () => ({ proxy })],
    ['user of a proxy', async () => ({ proxy: { ...proxy, user: 'b' } })],
    ['password of a proxy', async () => ({ proxy: { ...proxy, password: 'secret-2' } })],
  ])('is never shared with a route of another %s', async ([, other]) => {
    await send({ route: routeOf() })
    await send({ route: routeOf({ proxy: { ...proxy, host: 'elsewhere' } }) })
    await send({ route: routeOf({ proxy: { ...proxy, password: 'secret-3', user: 'b' } }) })
    const before = receiver.tcpConnections
    expect(await reused({ route: routeOf(await other()) })).toBe(false)
    expect(receiver.tcpConnections).toBe(before + 1)
  })

  test('of its own is opened for a test, though others wait, and is closed afterwards', async () => {
    await send()
    expect(await reused({ fresh: true })).toBe(false)
    expect(receiver.tcpConnections).toBe(2)
    await expect.poll(() => receiver.open).toBe(1)
    expect(await reused()).toBe(true)
  })

  test('that waits too long is closed', async () => {
    const impatient = openSender({ connect, idleMs: 30 })
    await send({ by: impatient })
    await expect.poll(() => receiver.open).toBe(0)
    expect(await reused({ by: impatient })).toBe(false)
  })

  test('is not used any more once those that wait are dropped; what is under way goes on', async () => {
    await send()
    sender.dropIdle()
    await expect.poll(() => receiver.open).toBe(0)
    receiver.hold()
    const underWay = send()
    await receiver.received(2)
    sender.dropIdle()
    receiver.release()
    expect(await underWay).toMatchObject({ kind: 'answer', trace: { reused: false } })
  })

  test('waits among 64 at most', async () => {
    receiver.hold()
    const all = Array.from({ length: 70 }, () => send())
    await receiver.received(70)
    receiver.release()
    await Promise.all(all)
    await expect.poll(() => receiver.open).toBe(64)
  })

  test('is closed with all others in the end, whether it waits or is in use', async () => {
    await send()
    receiver.hold()
    const under = send()
    await receiver.received(2)
    const other = send()
    await receiver.received(3)
    sender.close()
    expect([await under, await other]).toMatchObject([{ kind: 'fault' }, { kind: 'fault' }])
    await expect.poll(() => receiver.open).toBe(0)
  })
})

test('a connection that comes about after the end is closed, and nothing is sent over it', async () => {
  const opened = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const late = openSender({
    connect: async (...parameters) => {
      const result = await connect(...parameters)
      opened.resolve()
      await go.promise
      return result
    },
  })
  const under = send({ by: late })
  await opened.promise
  late.close()
  go.resolve()
  expect(await under).toMatchObject({ kind: 'fault', code: abortedCode })
  await expect.poll(() => receiver.open).toBe(0)
  expect(receiver.requests).toHaveLength(0)
})

describe('a connection that was closed while it waited', () => {
  test('is replaced before a byte is written: the request is sent once, over a new one', async () => {
    for (let round = 1; round <= 10; round += 1) {
      await send()
      await receiver.pause()
      await receiver.resume()
      const result = await send()
      expect(result).toMatchObject({ kind: 'answer', trace: { reused: false } })
      expect(receiver.requests).toHaveLength(2 * round)
    }
  })

  test('and is cut only once the request is there is a failure: what may have arrived is not sent again', async () => {
    await send()
    receiver.answer({ kind: 'reset' })
    expect(await send()).toMatchObject({ kind: 'fault', trace: { reused: true, failedPhase: 'answer' } })
    expect(receiver.requests).toHaveLength(2)
  })
})

test.for([
  { kind: 'half', status: 200, declared: 100, sent: 10 },
  { kind: 'garbage', text: 'SSH-2.0-OpenSSH_9.2\r\n' },
  { kind: 'big', bytes: 1_000_000 },
  { kind: 'headersThenHang', status: 200 },
  { kind: 'headersThenHang', status: 500 },
  { kind: 'garbage', text: 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more than was said' },
] as const)('after anything but a clean end a connection is never used again: %j', async (answer) => {
  receiver.answer(answer)
  await send({ budget: 100 })
  expect(await reused()).toBe(false)
  await expect.poll(() => receiver.open).toBe(1)
})

test('the body of a failure that breaks off says it is cut', async () => {
  receiver.answer({ kind: 'half', status: 500, declared: 100, sent: 10 })
  expect(await send()).toMatchObject({ kind: 'answer', answer: { status: 500, truncated: true } })
})

test('a fault of our own is thrown, not taken for one of the receiver', async () => {
  const broken = openSender({ connect: () => Promise.reject(new TypeError('x is not a function')) })
  await expect(send({ by: broken })).rejects.toThrow('x is not a function')
})

test('an answer with a bit more than 16 KiB is read to its end where secrets are longer, and says it is cut', async () => {
  receiver.always({ status: 200, body: 'x'.repeat(16 * 1024 + 100) })
  const request = { url: new URL(receiver.url), headers: [], body: '{}', longest: 200 }
  const { signal } = new AbortController()
  const result = await sender.send(request, { route: routeOf(), signal })
  expect(result).toMatchObject({ kind: 'answer', answer: { truncated: true } })
  expect(await reused()).toBe(true)
})

test('header lines are sent as they were given, in their order', async () => {
  const headers: [string, string][] = [
    ['X-Second', ' a  b '],
    ['x-first', 'ä'],
    ['content-type', 'application/json'],
  ]
  const { signal } = new AbortController()
  await sender.send({ url: new URL(receiver.url), headers, body: '{}' }, { route: routeOf(), signal })
  const sent = receiver.requests[0]!.headers
  expect(sent['x-second']).toBe('a  b')
  expect(sent['x-first']).toBe('ä')
  expect(Object.keys(sent).filter((name) => !/^(host|connection|content-length)$/.test(name))).toEqual([
    'x-second',
    'x-first',
    'content-type',
  ])
})

test('a header that HTTP does not allow is a fault, and the connection is none the worse for it', async () => {
  const { signal } = new AbortController()
  const request = { url: new URL(receiver.url), headers: [['x-a', 'a\nb']] as [string, string][], body: '{}' }
  expect(await sender.send(request, { route: routeOf(), signal })).toMatchObject({ code: 'UND_ERR_INVALID_ARG' })
  expect(receiver.requests).toHaveLength(0)
})

test('stopped before it begins, a request leaves nothing behind', async () => {
  expect(await send({ signal: AbortSignal.abort() })).toMatchObject({ kind: 'fault', why: 'stopped' })
  expect(receiver.requests).toHaveLength(0)
  await expect.poll(() => receiver.open).toBe(0)
})

test.for([
  ['a connection of its own', false],
  ['a connection that waited', true],
] as const)('stopped right before it is written over %s, not a byte of a request leaves', async ([, again]) => {
  let stop: AbortController | null = null
  const watched = openSender({ connect, beforeWriting: () => stop?.abort() })
  if (again) await send({ by: watched, body: 'first' })
  stop = new AbortController()
  const result = await send({ by: watched, body: 'second', signal: stop.signal })
  expect(result).toMatchObject({ kind: 'fault', why: 'stopped' })
  watched.close()
  await receiver.close()
  expect(receiver.requests.map(({ body }) => body)).toEqual(again ? ['first'] : [])
})

test('stopped while it waits for the answer, it ends at once', async () => {
  receiver.hold()
  const stop = new AbortController()
  const under = send({ signal: stop.signal })
  await receiver.received(1)
  stop.abort()
  expect(await under).toMatchObject({ kind: 'fault', why: 'stopped', trace: { failedPhase: 'answer' } })
  await expect.poll(() => receiver.open).toBe(0)
})

test('what the system has not taken when the budget ends is not sent', async () => {
  await using deaf = await openDeafServer()
  const result = await send({ url: deaf.url, body: 'x'.repeat(30_000_000), budget: 1_500 })
  expect(result).toMatchObject({ kind: 'fault', why: 'budget', trace: { failedPhase: 'send' } })
  expect(Object.keys(result.trace.phases)).toEqual(['connect', 'tls', 'send'])
})

test('the budget holds for connecting too', async () => {
  const silent = createServer()
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { signal } = new AbortController()
  const request = { url: new URL(`https://127.0.0.1:${port}/`), headers: [], body: '{}' }
  const result = await sender.send(request, { route: routeOf(), signal, budget: 500 })
  expect(result).toMatchObject({ kind: 'fault', why: 'budget', trace: { failedPhase: 'tls' } })
  silent.close()
})

describe('500 requests to a receiver with a bad certificate', () => {
  let bad: Receiver
  beforeAll(async () => {
    bad = await openReceiver()
  })
  afterAll(() => bad.close())

  test('leave no socket and no memory behind (undici once kept some: CVE-2025-47279)', async () => {
    const { setFlagsFromString } = await import('node:v8')
    const { runInNewContext } = await import('node:vm')
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const { signal } = new AbortController()
    const knock = async (times: number) => {
      for (let done = 0; done < times; done += 10) {
        const request = { url: new URL(bad.url), headers: [], body: '{}' }
        const ends = Array.from({ length: 10 }, () => sender.send(request, { route: routeOf(), signal }))
        for (const end of await Promise.all(ends)) expect(end).toMatchObject({ kind: 'fault' })
      }
      await expect.poll(() => bad.open).toBe(0)
      collect()
      return process.memoryUsage().heapUsed
    }
    await knock(100)
    const before = await knock(100)
    const after = await knock(300)
    expect(bad.requests).toHaveLength(0)
    expect(after - before).toBeLessThan(1_000_000)
  }, 30_000)
})
