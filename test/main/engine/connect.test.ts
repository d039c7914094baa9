import { getEventListeners, once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConnect } from '../../../main/engine/connect.ts'
import { takeSteps } from '../../../main/engine/connect-steps.ts'
import { connectTcp } from '../../../main/engine/connect-tcp.ts'
import type { Limits, LookupAll } from '../../../main/engine/guard.ts'
import type { AddressClass } from '../../../preload/contract/outcome.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aLookup, aRoute, connectedOf, faultOf } from '../../support/routes.ts'

const never = new AbortController().signal

let receiver: Receiver
beforeAll(async () => void (receiver = await openReceiver()))
afterAll(() => receiver.close())

const open = (lookup?: LookupAll, ownPorts: number[] = []) =>
  openConnect({
    trust: { bundled: () => [receiver.ca], system: () => [] },
    ...(lookup ? { lookup } : {}),
    ownPorts: () => ownPorts,
  })
const at = (host: string, port = receiver.port) => new URL(`https://${host}:${port}/hook`)

test('a connection tells its address, its class, its TLS and how long each phase took', async () => {
  const { socket, phases, tls, ...reached } = connectedOf(await open()(at('localhost'), aRoute(), never))
  expect(reached).toEqual({ address: '127.0.0.1', addressClass: 'loopback', proxy: null })
  expect(tls).toMatchObject({ version: 'TLSv1.3', subject: 'Test server', trust: 'bundled', client: null })
  expect(tls.validTo).toBeGreaterThan(Date.now())
  expect(Object.keys(phases)).toEqual(['dns', 'connect', 'tls'])
  expect(Object.values(phases).every((took) => took >= 0)).toBe(true)
  expect(socket.alpnProtocol).toBe('http/1.1')
  socket.destroy()
})

test.for([
  ['a name is looked up', 0, 0],
  ['a connection is opened', 1, 0],
  ['TLS begins', 2, 1],
] as const)('ended right before %s, nothing more of it is done', async ([, steps, tcpConnections]) => {
  await using other = await openReceiver()
  const stop = new AbortController()
  const { lookup, looked } = aLookup({ 'soar.example': ['127.0.0.1'] })
  let left = steps
  const beforeStep = () => (left-- === 0 ? stop.abort() : undefined)
  const connect = openConnect({ trust: { bundled: () => [other.ca], system: () => [] }, lookup, beforeStep })
  const fault = faultOf(await connect(at('soar.example', other.port), aRoute(), stop.signal))
  expect(fault.code).toBe('ECASTELLAN_ABORTED')
  expect(looked).toHaveLength(Math.min(steps, 1))
  await expect.poll(() => [other.tcpConnections, other.open]).toEqual([tcpConnections, 0])
  expect(other.connections).toBe(0)
})

test('a literal address is not looked up', async () => {
  const { lookup, looked } = aLookup({})
  const { phases, socket } = connectedOf(await open(lookup)(at('127.0.0.1'), aRoute(), never))
  expect(Object.keys(phases)).toEqual(['connect', 'tls'])
  expect(looked).toEqual([])
  socket.destroy()
})

test('a name is looked up once a connection, and connected to as it was checked', async () => {
  const answers = [['127.0.0.1'], ['169.254.169.254']]
  let asked = 0
  const rebinding: LookupAll = (_name, _options, callback) => {
    const [address = ''] = answers[asked++] ?? []
    queueMicrotask(() => callback(null, [{ address, family: 4 }]))
  }
  const connect = open(rebinding)
  connectedOf(await connect(at('localhost'), aRoute(), never)).socket.destroy()
  expect(asked).toBe(1)
  // And the next connection sees what the name has become.
  const fault = faultOf(await connect(at('localhost'), aRoute(), never))
  expect(fault).toMatchObject({
    phase: 'dns',
    code: 'ECASTELLANBLOCKED',
    address: '169.254.169.254',
    addressClass: null,
  })
})

test.for<[string, string[], string, AddressClass | null, string, string]>([
  [
    'one of its addresses is forbidden',
    ['127.0.0.1', '169.254.169.254'],
    'localhost',
    null,
    'ECASTELLANBLOCKED',
    '169.254.169.254',
  ],
  [
    'its last address is forbidden',
    ['93.184.215.14', '10.0.0.1', '::ffff:0.0.0.0'],
    'x.test',
    null,
    'ECASTELLANBLOCKED',
    '::ffff:0.0.0.0',
  ],
  [
    'it was public and one address is private',
    ['93.184.215.14', '10.0.0.1'],
    'x.test',
    'public',
    'ECASTELLAN_LESS_PUBLIC',
    '10.0.0.1',
  ],
  ['it was private and is loopback', ['127.0.0.1'], 'x.test', 'private', 'ECASTELLAN_LESS_PUBLIC', '127.0.0.1'],
  ['both, and forbidden is told', ['10.0.0.1', '169.254.1.1'], 'x.test', 'public', 'ECASTELLANBLOCKED', '169.254.1.1'],
  [
    'it is a shared address of the provider',
    ['100.64.1.1'],
    'x.test',
    'public',
    'ECASTELLAN_LESS_PUBLIC',
    '100.64.1.1',
  ],
  ['it is a private IPv6 address', ['fd12::1'], 'x.test', 'public', 'ECASTELLAN_LESS_PUBLIC', 'fd12::1'],
  ['it is private by NAT64', ['64:ff9b::a00:1'], 'x.test', 'public', 'ECASTELLAN_LESS_PUBLIC', '64:ff9b::a00:1'],
])('a name is not connected to where %s', async ([, addresses, name, agreed, code, address]) => {
  const { lookup } = aLookup({ [name]: addresses })
  const before = receiver.tcpConnections
  const fault = faultOf(await open(lookup)(at(name), aRoute({ agreed }), never))
  expect(fault).toMatchObject({ phase: 'dns', code, address })
  expect(Object.keys(fault.phases)).toEqual(['dns'])
  expect(receiver.tcpConnections).toBe(before)
})

test.for<[string, AddressClass, string]>([
  ['127.0.0.1', 'public', 'ECASTELLAN_LESS_PUBLIC'],
  ['0x7f.1', 'private', 'ECASTELLAN_LESS_PUBLIC'],
  ['[::ffff:127.0.0.1]', 'private', 'ECASTELLAN_LESS_PUBLIC'],
  ['[::1]', 'public', 'ECASTELLAN_LESS_PUBLIC'],
  ['0', 'loopback', 'ECASTELLANBLOCKED'],
  ['0xa9fea9fe', 'loopback', 'ECASTELLANBLOCKED'],
  ['[fe80::1]', 'loopback', 'ECASTELLANBLOCKED'],
])('the literal %s is not connected to where the class agreed is %s', async ([host, agreed, code]) => {
  const before = receiver.tcpConnections
  expect(faultOf(await open()(at(host), aRoute({ agreed }), never))).toMatchObject({
    phase: 'connect',
    code,
    phases: {},
  })
  expect(receiver.tcpConnections).toBe(before)
})

test('an address as public as agreed, or more, is connected to', async () => {
  const { lookup } = aLookup({ localhost: ['127.0.0.1'] })
  const { addressClass, socket } = connectedOf(
    await open(lookup)(at('localhost'), aRoute({ agreed: 'loopback' }), never),
  )
  expect(addressClass).toBe('loopback')
  socket.destroy()
})

test('the address really connected to is checked once more', async () => {
  const steps = takeSteps(never)
  const limits: Limits = { port: receiver.port, agreed: 'public', ownPorts: [] }
  // As if the check of the list had been forgotten.
  const connecting = connectTcp(steps, [{ address: '127.0.0.1', family: 4 }], limits)
  await expect(connecting).rejects.toMatchObject({ code: 'ECASTELLAN_LESS_PUBLIC', address: '127.0.0.1' })
  steps.destroy()
})

test('a receiver that hangs up as soon as it has accepted has reset the connection, and is at no forbidden address', async () => {
  const steps = takeSteps(never)
  const hold: typeof steps.hold = (make) => {
    const socket = steps.hold(make)
    // What is closed has no address any more.
    return socket.once('connect', () => socket.destroy())
  }
  const limits: Limits = { port: receiver.port, agreed: null, ownPorts: [] }
  const connecting = connectTcp({ ...steps, hold }, [{ address: '127.0.0.1', family: 4 }], limits)
  await expect(connecting).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('a port we listen on is never a receiver, by name or by address', async () => {
  const { lookup } = aLookup({ 'x.test': ['127.0.0.2'] })
  const connect = open(lookup, [1, receiver.port])
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'x.test']) {
    expect(faultOf(await connect(at(host), aRoute(), never)).code).toBe('ECASTELLANBLOCKED')
  }
})

test('where one address of a name refuses, the next is connected to', async () => {
  const { lookup } = aLookup({ localhost: ['::1', '127.0.0.1'] })
  const { address, socket } = connectedOf(await open(lookup)(at('localhost'), aRoute(), never))
  expect(address).toBe('127.0.0.1')
  socket.destroy()
})

test.for([['127.0.0.1'], ['::1', '127.0.0.1'], ['127.0.0.1', '::1']])(
  'where all addresses of a name refuse, that is told: %j',
  async (addresses) => {
    const closed = await openReceiver()
    await closed.close()
    const { lookup } = aLookup({ localhost: addresses })
    const fault = faultOf(await open(lookup)(at('localhost', closed.port), aRoute(), never))
    expect(fault).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED', addressClass: 'loopback' })
    expect(addresses).toContain(fault.address)
  },
)

test('a name that is not found, or has no address, is told with the time it took', async () => {
  const { lookup } = aLookup({ 'empty.test': [] })
  for (const host of ['nowhere.test', 'empty.test']) {
    const fault = faultOf(await open(lookup)(at(host), aRoute(), never))
    expect(fault).toMatchObject({ phase: 'dns', code: 'ENOTFOUND', address: null, addressClass: null })
    expect(Object.keys(fault.phases)).toEqual(['dns'])
  }
})

test('a lookup that throws is a fault, not an exception', async () => {
  const throwing: LookupAll = () => {
    throw new TypeError('no')
  }
  expect(faultOf(await open(throwing)(at('x.test'), aRoute(), never)).phase).toBe('dns')
})

describe('ended by its signal', () => {
  const silent = async (heard: (socket: Socket) => void) => {
    const server = createServer((socket) => heard(socket.on('error', () => {}).resume()))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { port: (server.address() as AddressInfo).port, [Symbol.dispose]: () => server.close() }
  }

  test('before it began, nothing is looked up', async () => {
    const { lookup, looked } = aLookup({ 'x.test': ['127.0.0.1'] })
    const fault = faultOf(await open(lookup)(at('x.test'), aRoute(), AbortSignal.abort()))
    expect(fault).toMatchObject({ code: 'ECASTELLAN_ABORTED', phases: {} })
    expect(looked).toEqual([])
  })

  test('in the lookup, it ends at once, and opens nothing when the answer comes after all', async () => {
    const stop = new AbortController()
    let answer = () => {}
    const late: LookupAll = (_name, _options, callback) => {
      answer = () => callback(null, [{ address: '127.0.0.1', family: 4 }])
      queueMicrotask(() => stop.abort())
    }
    const before = receiver.tcpConnections
    const fault = faultOf(await open(late)(at('x.test'), aRoute(), stop.signal))
    expect(fault).toMatchObject({ phase: 'dns', code: 'ECASTELLAN_ABORTED' })
    answer()
    // A connection of our own, after which one of its would have arrived.
    connectedOf(await open()(at('127.0.0.1'), aRoute(), never)).socket.destroy()
    expect(receiver.tcpConnections).toBe(before + 1)
  })

  test('while connecting, it says so', async () => {
    const stop = new AbortController()
    const { lookup } = aLookup({ 'x.test': ['127.0.0.1'] })
    const aborting: LookupAll = (name, options, callback) => {
      lookup(name, options, callback)
      // After the answer was taken, before the network can have said anything.
      queueMicrotask(() => process.nextTick(() => stop.abort()))
    }
    const fault = faultOf(await open(aborting)(at('x.test'), aRoute(), stop.signal))
    expect(fault).toMatchObject({ phase: 'connect', code: 'ECASTELLAN_ABORTED', address: '127.0.0.1' })
    expect(Object.keys(fault.phases)).toEqual(['dns', 'connect'])
  })

  test('in the handshake, the socket closes', async () => {
    const stop = new AbortController()
    const { promise: closed, resolve } = Promise.withResolvers<unknown>()
    using server = await silent((socket) => {
      socket.once('data', () => stop.abort()).once('close', resolve)
    })
    const fault = faultOf(await open()(at('127.0.0.1', server.port), aRoute(), stop.signal))
    expect(fault).toMatchObject({ phase: 'tls', code: 'ECASTELLAN_ABORTED', address: '127.0.0.1' })
    expect(fault.phases.tls).toBeGreaterThan(0)
    await closed
  })

  test('after it was opened, it stays open: it is the caller’s now', async () => {
    const stop = new AbortController()
    const { socket } = connectedOf(await open()(at('127.0.0.1'), aRoute(), stop.signal))
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
    stop.abort()
    expect(socket.destroyed).toBe(false)
    socket.destroy()
  })
})
