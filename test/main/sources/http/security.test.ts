import { readdirSync, readFileSync, statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { once } from 'node:events'
import { text as readText } from 'node:stream/consumers'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listen } from '../../../../main/sources/http/listen.ts'
import { turnOn } from '../../../support/http-source.ts'
import { openWorkstation } from '../../../support/workstation.ts'

const event = { type: 'security.critical', data: { severity: 'critical', title: 'T' } }

async function open(wanted = {}) {
  const station = await openWorkstation()
  const source = await turnOn(station.sources(), wanted)
  return { station, source, [Symbol.asyncDispose]: () => station.close() }
}

/** Bytes as they are; what comes back until the other side closes. */
async function speak(port: number, bytes: string, more: (write: (text: string) => void) => void = () => {}) {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  socket
    .setEncoding('latin1')
    .on('data', (text) => (said += text))
    .on('error', () => {})
  socket.write(bytes)
  more((text) => void socket.write(text))
  await once(socket, 'close')
  return said
}

test.for([
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1',
  '127.0.0.1:1',
  'localhost.evil.example:PORT',
  '127.0.0.1.nip.io:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '2130706433:PORT',
  '127.1:PORT',
  '127.0.0.1:PORT@evil.example',
])('a request that names the host “%s” is refused, whatever token it has', async (host) => {
  // Over TLS, the client itself would find that the certificate names another.
  await using opened = await open({ tls: false })
  const { source, station } = opened
  const answer = await source.post('/v1/events', event, { host: host.replace('PORT', String(source.port)) })
  expect(answer.status).toBe(403)
  expect(await station.call('events.page', {})).toEqual([])
})

test.for([
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['origin', 'app://ui'],
  ['origin', ''],
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', 'same-origin'],
])('what a page in a browser would send (%s: %s) is refused', async ([name, value]) => {
  await using opened = await open()
  const { source } = opened
  expect((await source.post('/v1/events', event, { [name!]: value! })).status).toBe(403)
})

test('no answer lets another origin read it, and a preflight gets none', async () => {
  await using opened = await open()
  const { source } = opened
  const preflight = await source.ask('/v1/events', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(403)
  const answers = [
    preflight,
    await source.post('/v1/events', event),
    await source.ask('/v1/openapi.json', { method: 'GET' }),
  ]
  for (const { headers } of answers) {
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  }
})

test('localhost is this workstation by another name', async () => {
  await using opened = await open()
  const { source } = opened
  expect((await source.post('/v1/events', event, { host: `LOCALHOST:${source.port}` })).status).toBe(202)
})

test('it listens on the loopback address alone', async () => {
  await using opened = await open({ tls: false })
  const { source } = opened
  const others = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  for (const { address, internal, family } of others) {
    if (internal || family !== 'IPv4') continue
    const socket = connect(source.port, address)
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  }
  const six = connect(source.port, '::1')
  expect(((await once(six, 'error')) as [NodeJS.ErrnoException])[0].code).toMatch(
    /ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT/,
  )
})

test('only the whole token lets in, and a new one ends it', async () => {
  await using opened = await open()
  const { source, station } = opened
  const { token } = source
  const wrong = ['', 'Bearer', 'Bearer ', token, `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`]
  for (const authorization of [...wrong, `Bearer ${token} ${token}`, `Bearer ${'x'.repeat(5000)}`]) {
    const { status, headers } = await source.post('/v1/events', event, { authorization })
    expect([authorization, status, headers['www-authenticate']]).toEqual([authorization, 401, 'Bearer'])
  }
  expect((await source.post('/v1/events', event, { authorization: `bearer ${token}` })).status).toBe(202)
  const { token: next } = await station.call('sources.token.rotate', {})
  expect((await source.post('/v1/events', event)).status).toBe(401)
  expect((await source.post('/v1/events', event, { authorization: `Bearer ${next}` })).status).toBe(202)
})

test('the token is told once: it is in no file, no snapshot, no change and no answer', async () => {
  await using opened = await open()
  const { source, station } = opened
  await source.post('/v1/events', event)
  await source.post('/v1/events', event, { authorization: `Bearer ${source.token}x` })
  const folder = join(station.folder, 'http-source')
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const told = JSON.stringify([files, await station.call('app.snapshot', {}), station.changes(), station.errors])
  expect(told).not.toContain(source.token)
  expect(told).not.toContain(source.token.slice(4, 24))
  for (const name of ['key.pem', 'token.json'])
    if (process.platform !== 'win32') expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
})

test('a body that is too large is refused before it is there, and while it comes', async () => {
  await using opened = await open({ tls: false })
  const { source } = opened
  const head = (more: string) =>
    `POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1:${source.port}\r\nAuthorization: Bearer ${source.token}\r\nContent-Type: application/json\r\nConnection: close\r\n${more}\r\n\r\n`
  expect(await speak(source.port, head('Content-Length: 99999999999'))).toMatch(/^HTTP\/1\.1 413 /)
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`
  expect(await speak(source.port, head('Transfer-Encoding: chunked'), (write) => write(chunk.repeat(5)))).toMatch(
    /^HTTP\/1\.1 413 /,
  )
})

test.for([
  ['an encoded body', 415, '[]', { 'content-encoding': 'gzip' }],
  ['another charset', 415, '[]', { 'content-type': 'application/json; charset=utf-16' }],
  ['what a form sends', 415, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['bytes that are no UTF-8', 400, Buffer.from([0x22, 0xff, 0x22]), {}],
  ['nothing', 400, '', {}],
  ['an empty list', 400, '[]', {}],
  ['more than a thousand', 413, `[${'1,'.repeat(1000)}1]`, {}],
  ['a very deep body', 400, '['.repeat(2_000_000), {}],
  ['a very deep event', 400, `{"type":"security.high","data":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, {}],
  ['an event beyond 256 KiB', 400, JSON.stringify({ ...event, data: { ...event.data, x: 'x'.repeat(262_144) } }), {}],
] as const)('%s is answered with %i', async ([, status, body, headers]) => {
  await using opened = await open()
  const { source } = opened
  const answer = await source.postText('/v1/events', 'application/json', body, headers)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) })
  expect((await source.post('/v1/events', event)).status).toBe(202)
})

test('a prototype in a body stays data', async () => {
  await using opened = await open()
  const { source } = opened
  const body =
    '{"__proto__":{"polluted":1},"type":"security.high","data":{"severity":"high","title":"T","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}'
  await source.postText('/v1/events', 'application/json', body)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('a flood of headers is cut off, and hides nothing', async () => {
  await using opened = await open({ tls: false })
  const { source } = opened
  const flood = (count: number, last: string) =>
    `POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1:${source.port}\r\nConnection: close\r\n${'a: bcd\r\n'.repeat(count)}${last}\r\n\r\n`
  expect(await speak(source.port, flood(5000, 'c: d'))).toMatch(/^HTTP\/1\.1 431 /)
  // Node would leave out what comes behind the 2000th, and Origin with it.
  const hidden = flood(2300, `Origin: https://evil.example\r\nAuthorization: Bearer ${source.token}`)
  expect(await speak(source.port, hidden)).toMatch(/^HTTP\/1\.1 403 /)
})

test('two lengths, two hosts or a length beside chunks are no request', async () => {
  await using opened = await open({ tls: false })
  const { source } = opened
  const host = `Host: 127.0.0.1:${source.port}`
  for (const lines of [
    `${host}\r\nContent-Length: 2\r\nContent-Length: 3`,
    `${host}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked`,
    'X: no host',
  ])
    expect(await speak(source.port, `POST /v1/events HTTP/1.1\r\n${lines}\r\n\r\n{}`)).toMatch(/^HTTP\/1\.1 400 /)
})

test('a sender that stalls, in its headers or its body, is sent away', async () => {
  const limits = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 }
  const failures: unknown[] = []
  const { port, close } = await listen({
    port: 0,
    identity: null,
    limits,
    failed: (error) => failures.push(error),
    handle: async (request) => {
      await readText(request)
      return { status: 200, body: null }
    },
  })
  expect(await speak(port, 'POST / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /)
  expect(await speak(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow')).toMatch(/^HTTP\/1\.1 408 /)
  expect(failures).toEqual([])
  await close()
})

test('so many connections may be open and no more', async () => {
  await using opened = await open({ tls: false })
  const { source } = opened
  const sockets = Array.from({ length: 200 }, () => connect(source.port, '127.0.0.1').on('error', () => {}))
  const closed = () => sockets.filter((socket) => socket.closed).length
  while (closed() < 200 - 128) await new Promise(setImmediate)
  expect(closed()).toBe(72)
  for (const socket of sockets) socket.destroy()
})
