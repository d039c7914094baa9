import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Connect, openConnect } from '../../../main/engine/connect.ts'
import type { Proxy } from '../../../main/engine/route.ts'
import { makeCa } from '../../support/certificates.ts'
import { type Mischief, openProxy, type TestProxy } from '../../support/proxies.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aLookup, aRoute, connectedOf, faultOf } from '../../support/routes.ts'

const kinds = ['http', 'https', 'socks5'] as const
const never = new AbortController().signal
const names = { 'receiver.test': '127.0.0.1', 'only-the-proxy-knows.test': '127.0.0.1' }

let receiver: Receiver
let connect: Connect
let url: URL
const proxies = {} as Record<Proxy['kind'], TestProxy>
const { lookup } = aLookup({
  'receiver.test': ['127.0.0.1'],
  localhost: ['127.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  'mixed.test': ['127.0.0.1', '169.254.169.254'],
  'both-families.test': ['::1', '127.0.0.1'],
})

beforeAll(async () => {
  const ca = await makeCa()
  const issued = await ca.issue({ names: ['receiver.test', 'only-the-proxy-knows.test', 'both-families.test'] })
  receiver = await openReceiver({ ca, cert: issued.certPem, key: issued.keyPem })
  url = new URL(`https://receiver.test:${receiver.port}/hook`)
  for (const kind of kinds) {
    proxies[kind] = await openProxy({ kind, names, ...(kind === 'https' ? { issued: await ca.issue() } : {}) })
  }
  connect = openConnect({ trust: { bundled: () => [ca.pem], system: () => [] }, lookup })
})
afterAll(async () => {
  for (const opened of [receiver, ...Object.values(proxies)]) await opened.close()
})
afterEach(async () => {
  for (const proxy of Object.values(proxies)) {
    proxy.misbehave(null)
    // No connection outlives a failure.
    await proxy.idle()
  }
})

const through = (kind: Proxy['kind'], given: Partial<Proxy> = {}) =>
  aRoute({ proxy: { ...proxies[kind].proxy, ...given } })

const raw = (bytes: string | number[]): Mischief => ({
  kind: 'raw',
  bytes: typeof bytes === 'string' ? bytes : Buffer.from(bytes),
})
const status = (code: number) => raw(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`)
const hangUp: Mischief = { kind: 'hang-up' }

const refusals: [string, Mischief, string][] = [
  ['asks for a password', status(407), 'ECASTELLAN_PROXY_AUTH'],
  ['forbids it', status(403), 'ECASTELLAN_PROXY_DENIED'],
  ['does not do CONNECT', status(405), 'ECASTELLAN_PROXY_DENIED'],
  ['is a web server', status(404), 'ECASTELLAN_PROXY_DENIED'],
  ['has no way', status(502), 'ECASTELLAN_PROXY_NO_ROUTE'],
  ['is overloaded', status(503), 'ECASTELLAN_PROXY_NO_ROUTE'],
  ['gets no answer', status(504), 'ECASTELLAN_PROXY_NO_ROUTE'],
  ['failed', status(500), 'ECASTELLAN_PROXY_FAULT'],
  ['leads elsewhere', status(302), 'ECASTELLAN_PROXY_FAULT'],
  ['goes on', raw('HTTP/1.1 100 Continue\r\n\r\n'), 'ECASTELLAN_PROXY_FAULT'],
  ['says no status', raw('HTTP/1.1 OK\r\n\r\n'), 'ECASTELLAN_PROXY_FAULT'],
  ['greets as a mail server and waits', raw('220 mail.example.com ESMTP\r\n'), 'ECASTELLAN_PROXY_FAULT'],
  ['sends noise and waits', raw([0, 255, 7]), 'ECASTELLAN_PROXY_FAULT'],
  ['sends headers without end', { kind: 'chatter' }, 'ECASTELLAN_PROXY_FAULT'],
  ['hangs up', hangUp, 'ECASTELLAN_PROXY_FAULT'],
  ['resets', { kind: 'reset' }, 'ECASTELLAN_PROXY_FAULT'],
]
describe.for(['http', 'https'] as const)('an %s proxy that', (kind) => {
  test.for(refusals)('%s', async ([, mischief, code]) => {
    proxies[kind].misbehave(mischief)
    expect(faultOf(await connect(url, through(kind), never))).toMatchObject({ phase: 'proxy', code })
  })

  test('answers byte by byte is understood', async () => {
    proxies[kind].misbehave({ kind: 'drip' })
    connectedOf(await connect(url, through(kind), never)).socket.destroy()
  })
})

const reply = (code: number) => raw([5, code, 0, 1, 0, 0, 0, 0, 0, 0])
describe('a SOCKS proxy that', () => {
  test.for<[string, Mischief, string]>([
    ['failed', reply(1), 'ECASTELLAN_PROXY_FAULT'],
    ['forbids it by its rules', reply(2), 'ECASTELLAN_PROXY_DENIED'],
    ['has no way to the network', reply(3), 'ECASTELLAN_PROXY_NO_ROUTE'],
    ['has no way to the host', reply(4), 'ECASTELLAN_PROXY_NO_ROUTE'],
    ['is refused by the receiver', reply(5), 'ECASTELLAN_PROXY_NO_ROUTE'],
    ['is too far away', reply(6), 'ECASTELLAN_PROXY_NO_ROUTE'],
    ['does not do CONNECT', reply(7), 'ECASTELLAN_PROXY_FAULT'],
    ['does not know the kind of address', reply(8), 'ECASTELLAN_PROXY_FAULT'],
    ['says no and nothing after', raw([5, 2]), 'ECASTELLAN_PROXY_DENIED'],
    ['is of another version', raw([4, 90, 0, 0, 0, 0, 0, 0]), 'ECASTELLAN_PROXY_FAULT'],
    ['names itself in no known way', raw([5, 0, 0, 9, 0, 0, 0]), 'ECASTELLAN_PROXY_FAULT'],
    ['is a web server', raw('HTTP/1.1 400 Bad Request\r\n\r\n'), 'ECASTELLAN_PROXY_FAULT'],
    ['hangs up', hangUp, 'ECASTELLAN_PROXY_FAULT'],
    ['resets', { kind: 'reset' }, 'ECASTELLAN_PROXY_FAULT'],
  ])('%s', async ([, mischief, code]) => {
    proxies.socks5.misbehave(mischief)
    expect(faultOf(await connect(url, through('socks5'), never))).toMatchObject({ phase: 'proxy', code })
  })

  test('names itself by a name or an IPv6 address is understood', async () => {
    for (const itself of [
      [3, 3, 97, 98, 99, 0, 80],
      [4, ...Array<number>(16).fill(0), 0, 80],
    ]) {
      // What comes after its answer is no TLS, and taken for the receiver's: its answer was read to the byte.
      proxies.socks5.misbehave(raw([5, 0, 0, ...itself, ...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]))
      const fault = faultOf(await connect(url, through('socks5'), never))
      expect(fault).toMatchObject({ phase: 'tls', code: expect.stringMatching(/^ERR_SSL_|^EPROTO$/) })
    }
  })

  test('wants a password where there is none gets none', async () => {
    await using strict = await openProxy({ kind: 'socks5', user: 'u', password: 'p' })
    const fault = faultOf(await connect(url, aRoute({ proxy: { ...strict.proxy, user: '', password: '' } }), never))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_AUTH' })
    expect(strict.offered).toEqual([[0]])
    expect(strict.asked).toEqual([])
  })

  test('can’t be told a password of more than 255 bytes', async () => {
    await using strict = await openProxy({ kind: 'socks5', user: 'u', password: 'p' })
    const proxy = { ...strict.proxy, password: 'ö'.repeat(128) }
    expect(faultOf(await connect(url, aRoute({ proxy }), never)).code).toBe('ECASTELLAN_PROXY_AUTH')
  })

  test('has no way to one family of a name is asked for the other', async () => {
    const both = new URL(`https://both-families.test:${receiver.port}/`)
    const { socket, address } = connectedOf(await connect(both, through('socks5'), never))
    expect(address).toBe('127.0.0.1')
    expect(proxies.socks5.asked.slice(-2).map(({ target }) => target)).toEqual([
      `[::1]:${receiver.port}`,
      `127.0.0.1:${receiver.port}`,
    ])
    socket.destroy()
  })
})

describe.for(kinds)('an %s proxy', (kind) => {
  test('that refuses connections is unreachable', async () => {
    const closed = await openProxy({ kind: 'http' })
    await closed.close()
    const fault = faultOf(await connect(url, through(kind, { port: closed.port }), never))
    expect(fault).toMatchObject({ phase: 'connect', code: 'ECASTELLAN_PROXY_UNREACHABLE', address: null })
  })

  test('whose name is not found is unreachable', async () => {
    const fault = faultOf(await connect(url, through(kind, { host: 'nowhere.test' }), never))
    expect(fault).toMatchObject({ phase: 'dns', code: 'ECASTELLAN_PROXY_UNREACHABLE' })
  })

  test.for(['169.254.169.254', '::ffff:169.254.169.254', 'metadata.test', 'mixed.test'])(
    'at the forbidden address %s is not connected to',
    async (host) => {
      const fault = faultOf(await connect(url, through(kind, { host }), never))
      expect(fault).toMatchObject({ code: 'ECASTELLAN_PROXY_BLOCKED', address: null })
      expect(fault.phases.connect).toBeUndefined()
    },
  )

  test('that is not reached in time is unreachable, whatever the receiver is like', async () => {
    const stop = new AbortController()
    const slow = openConnect({
      trust: { bundled: () => [], system: () => [] },
      lookup: (name, options, callback) => {
        if (name === 'slow-proxy.test') stop.abort()
        else lookup(name, options, callback)
      },
    })
    const fault = faultOf(await slow(url, through(kind, { host: 'slow-proxy.test' }), stop.signal))
    expect(fault).toMatchObject({ phase: 'dns', code: 'ECASTELLAN_PROXY_UNREACHABLE' })
  })

  test('that stalls once it was asked for the receiver is left when the time is up: it may wait for the receiver', async () => {
    proxies[kind].misbehave({ kind: 'stall' })
    const fault = faultOf(await connect(url, through(kind), AbortSignal.timeout(100)))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_ABORTED' })
    expect(fault.phases.proxy).toBeGreaterThan(0)
  })

  test.for([
    'https://169.254.169.254/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://metadata.test/',
    'https://mixed.test/',
  ])('is never asked for the forbidden %s', async (target) => {
    const before = proxies[kind].asked.length
    expect(faultOf(await connect(new URL(target), through(kind), never)).code).toBe('ECASTELLANBLOCKED')
    expect(proxies[kind].asked).toHaveLength(before)
  })

  test('is never asked for an address less public than agreed', async () => {
    const before = proxies[kind].asked.length
    for (const agreed of ['public', 'private'] as const) {
      const fault = faultOf(await connect(url, { ...through(kind), agreed }, never))
      expect(fault).toMatchObject({ code: 'ECASTELLAN_LESS_PUBLIC', address: '127.0.0.1', addressClass: 'loopback' })
    }
    expect(proxies[kind].asked).toHaveLength(before)
  })

  test('is never asked for a port we listen on', async () => {
    const trust = { bundled: () => [receiver.ca], system: () => [] }
    const own = openConnect({ trust, lookup, ownPorts: () => [receiver.port] })
    expect(faultOf(await own(url, through(kind), never)).code).toBe('ECASTELLANBLOCKED')
  })

  test('is told no user and password where there are none', async () => {
    connectedOf(await connect(url, through(kind), never)).socket.destroy()
    expect(proxies[kind].asked.at(-1)).toMatchObject({ authorization: null })
    expect(proxies[kind].asked.at(-1)?.head.toLowerCase()).not.toContain('authorization')
  })

  test('keeps its user and password from the receiver', async () => {
    await using strict = await openProxy({ kind: 'http', user: 'u', password: 'p', names })
    const before = receiver.requests.length
    const { socket } = connectedOf(await connect(url, aRoute({ proxy: strict.proxy }), never))
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
    await receiver.received(before + 1)
    expect(receiver.requests[before]!.rawHeaders.join().toLowerCase()).not.toContain('authorization')
    expect(strict.asked[0]!.authorization).toBe('Basic dTpw')
    socket.destroy()
  })
})

describe('a proxy that stalls before it was asked for the receiver is unreachable, whatever the receiver is like', () => {
  test.for<[Proxy['kind'], string, number[]]>([
    ['https', 'in its TLS', []],
    ['socks5', 'at the greeting', []],
    ['socks5', 'at the password', [5, 2]],
  ])('%s, %s', async ([kind, , answer]) => {
    const silent = createServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .write(Buffer.from(answer)),
    )
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const route = through(kind, { port, user: 'u', password: 'p' })
    const fault = faultOf(await connect(url, route, AbortSignal.timeout(100)))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_UNREACHABLE' })
    silent.close()
  })
})

describe('a name that this workstation can’t look up', () => {
  test.for(['http', 'https'] as const)('is left to an %s proxy', async (kind) => {
    const unknown = new URL(`https://only-the-proxy-knows.test:${receiver.port}/`)
    const route = { ...through(kind), agreed: 'public' } as const
    const { socket, address, addressClass } = connectedOf(await connect(unknown, route, never))
    expect({ address, addressClass }).toEqual({ address: null, addressClass: null })
    socket.destroy()
  })

  test('is not found with a SOCKS proxy, which gets addresses that were checked', async () => {
    const unknown = new URL(`https://only-the-proxy-knows.test:${receiver.port}/`)
    const fault = faultOf(await connect(unknown, through('socks5'), never))
    expect(fault).toMatchObject({ phase: 'dns', code: 'ENOTFOUND' })
  })

  test('for a long time does not keep an http proxy waiting', async () => {
    const slow = openConnect({
      trust: { bundled: () => [receiver.ca], system: () => [] },
      // A resolver that never answers.
      lookup: (name, options, callback) => void (name === 'receiver.test' || lookup(name, options, callback)),
    })
    connectedOf(await slow(url, through('http'), AbortSignal.timeout(4_500))).socket.destroy()
  })
})

describe('an https proxy', () => {
  test('whose certificate nobody vouches for is not asked for anything', async () => {
    await using strange = await openProxy({ kind: 'https', issued: await (await makeCa('Elsewhere')).issue() })
    const fault = faultOf(await connect(url, aRoute({ proxy: strange.proxy }), never))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_TLS' })
    expect(strange.asked).toEqual([])
  })

  test('of another name is not asked for anything', async () => {
    await using misnamed = await openProxy({ kind: 'https', issued: await receiver.issue({ names: ['other.test'] }) })
    const fault = faultOf(await connect(url, aRoute({ proxy: misnamed.proxy }), never))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_TLS' })
  })

  test('is not trusted by the webhook’s own CA', async () => {
    const own = openConnect({ trust: { bundled: () => [], system: () => [] }, lookup })
    const fault = faultOf(await own(url, { ...through('https'), caCertificate: receiver.ca }, never))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_TLS' })
  })

  test('that speaks no TLS is told so', async () => {
    const answering = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    answering.listen(0, '127.0.0.1')
    await once(answering, 'listening')
    const { port } = answering.address() as AddressInfo
    const fault = faultOf(await connect(url, through('https', { port }), never))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_TLS' })
    answering.close()
  })
})

test('a pin holds through a proxy, and the receiver gets no request', async () => {
  const before = receiver.requests.length
  for (const kind of kinds) {
    const fault = faultOf(await connect(url, { ...through(kind), pins: [`sha256/${'A'.repeat(43)}=`] }, never))
    expect(fault).toMatchObject({ phase: 'tls', code: 'ECASTELLAN_PIN' })
  }
  expect(receiver.requests).toHaveLength(before)
})
