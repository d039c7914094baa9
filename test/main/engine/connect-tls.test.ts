import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConnect } from '../../../main/engine/connect.ts'
import { pinOf } from '../../../main/engine/pins.ts'
import type { ClientCertificate } from '../../../main/engine/route.ts'
import {
  type Ca,
  expired,
  forAnotherHost,
  type Issued,
  makeCa,
  notYetValid,
  selfSigned,
} from '../../support/certificates.ts'
import { makePfx } from '../../support/pkcs12.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aRoute, connectedOf, faultOf } from '../../support/routes.ts'

const signal = new AbortController().signal
const storesOf = (...pems: string[]) => ({ bundled: () => pems, system: () => [] })

let ca: Ca
let leaf: Issued
let receiver: Receiver
beforeAll(async () => {
  ca = await makeCa()
  leaf = await ca.issue()
  receiver = await openReceiver({ ca, cert: leaf.certPem, key: leaf.keyPem })
})
afterAll(() => receiver.close())
const connect = (...parameters: Parameters<ReturnType<typeof openConnect>>) =>
  openConnect({ trust: storesOf(ca.pem) })(...parameters)

describe('a certificate is refused that', () => {
  test.for<[string, () => Promise<Issued>, RegExp]>([
    ['has expired', () => ca.issue(expired()), /^CERT_HAS_EXPIRED$/],
    ['is not valid yet', () => ca.issue(notYetValid()), /^CERT_NOT_YET_VALID$/],
    ['is of another host', () => ca.issue(forAnotherHost()), /^ERR_TLS_CERT_ALTNAME_INVALID$/],
    ['names the host as its common name only', () => ca.issue({ names: [], commonName: '127.0.0.1' }), /ALTNAME/],
    ['is signed by itself', () => selfSigned(), /^DEPTH_ZERO_SELF_SIGNED_CERT$/],
    ['is of an unknown authority', async () => (await makeCa('X')).issue(), /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/],
    ['is of an authority of the same name', async () => (await makeCa()).issue(), /^UNABLE_TO_|^CERT_SIGNATURE/],
    ['is a client’s', () => ca.issue({ client: true, names: ['127.0.0.1'] }), /^INVALID_PURPOSE$/],
  ])('%s', async ([, issue, code]) => {
    const { certPem, keyPem } = await issue()
    await using bad = await openReceiver({ cert: certPem, key: keyPem })
    const fault = faultOf(await connect(new URL(bad.url), aRoute(), signal))
    expect(fault.phase).toBe('tls')
    expect(fault.code).toMatch(code)
    expect(fault).toMatchObject({ address: '127.0.0.1', addressClass: 'loopback', proxy: null })
    expect(bad.requests).toEqual([])
  })
})

test('a certificate signed by itself is trusted where it is the webhook’s own', async () => {
  const issued = await selfSigned()
  await using own = await openReceiver({ cert: issued.certPem, key: issued.keyPem })
  const { tls, socket } = connectedOf(
    await connect(new URL(own.url), aRoute({ caCertificate: issued.certPem }), signal),
  )
  expect(tls.trust).toBe('own')
  socket.destroy()
})

test('the webhook’s own CA is told before the bundle, and the bundle before the system', async () => {
  const all = openConnect({ trust: { bundled: () => [ca.pem], system: () => [ca.pem] } })
  const trusts = []
  for (const caCertificate of [ca.pem, null]) {
    const { tls, socket } = connectedOf(await all(new URL(receiver.url), aRoute({ caCertificate }), signal))
    trusts.push(tls.trust)
    socket.destroy()
  }
  expect(trusts).toEqual(['own', 'bundled'])
})

test('an own CA does not take trust away from the others', async () => {
  const other = await makeCa('Other')
  const { tls, socket } = connectedOf(
    await connect(new URL(receiver.url), aRoute({ caCertificate: `junk\n${other.pem}` }), signal),
  )
  expect(tls.trust).toBe('bundled')
  socket.destroy()
})

test('a receiver that speaks no more than TLS 1.1 is refused, and one of TLS 1.2 is not', async () => {
  const secrets = { cert: leaf.certPem, key: leaf.keyPem, ciphers: 'ALL:@SECLEVEL=0', minVersion: 'TLSv1' } as const
  const results = []
  for (const maxVersion of ['TLSv1.1', 'TLSv1.2'] as const) {
    const server = createTlsServer({ ...secrets, maxVersion }).on('tlsClientError', () => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const result = await connect(new URL(`https://127.0.0.1:${port}`), aRoute(), signal)
    if (result.ok) result.connected.socket.destroy()
    results.push(result.ok ? result.connected.tls.version : result.fault.code)
    server.close()
  }
  expect(results).toEqual([expect.stringMatching(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/), 'TLSv1.2'])
})

test.for<[string, (socket: Socket) => void, RegExp]>([
  ['answers in plain HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /^ERR_SSL_|^EPROTO$/],
  ['hangs up', (socket) => socket.once('data', () => socket.end()), /^ECONNRESET$/],
  ['resets', (socket) => socket.once('data', () => socket.resetAndDestroy()), /^ECONNRESET$/],
])('a receiver that %s in the handshake is a fault of TLS', async ([, behave, code]) => {
  const server = createServer((socket) => behave(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const fault = faultOf(await connect(new URL(`https://127.0.0.1:${port}`), aRoute(), signal))
  expect(fault.phase).toBe('tls')
  expect(fault.code).toMatch(code)
  server.close()
})

// By `openssl req -x509`, and `openssl x509 -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64`.
const pinnedByOpenssl = {
  pem: `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUWmIja/fCvjGv+L6hmhevpXusfLkwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQQ2FzdGVsbGFuIFBGWCBDQTAgFw0yNjExMjMyMjI2MThaGA8y
MTI2MTAzMDIyMjYxOFowGzEZMBcGA1UEAwwQQ2FzdGVsbGFuIFBGWCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABIDakcYW05JF8FG4aA3s5XuZ2yixlkRuJ1r8
hglBkDDCMFUVZw35E/xiQ7TOeljkSryj92gkTUbhAWBXRWinfOejUzBRMB0GA1Ud
DgQWBBQEaM901qJpz1vvyncU/mPs5XvuRjAfBgNVHSMEGDAWgBQEaM901qJpz1vv
yncU/mPs5XvuRjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIBs0
5fS1uTUqm3CrdOSlG0xMw83o5ZnTECV+n4R/LYDZAiEA+ZXu/LdA81sZLk+kua4B
1cc/FuTK4lMzKi/W2bQ9m6E=
-----END CERTIFICATE-----
`,
  pin: 'sha256/9RDuy+O4BbS9aJ1TwW5SpPhdXq/o99DLVu2iOYDVpko=',
}

describe('a pin', () => {
  const pinnedTo = async (...pins: string[]) => connect(new URL(receiver.url), aRoute({ pins }), signal)
  const pinOfPem = (pem: string) => pinOf(new X509Certificate(pem))

  test('is what OpenSSL makes of the public key', () => expect(pinOfPem(pinnedByOpenssl.pem)).toBe(pinnedByOpenssl.pin))

  test('of the receiver’s key, of its authority’s, or one of several lets the request through', async () => {
    const pins = [[pinOfPem(leaf.certPem)], [pinOfPem(ca.pem)], [pinnedByOpenssl.pin, pinOfPem(leaf.certPem)]]
    for (const accepted of pins) connectedOf(await pinnedTo(...accepted)).socket.destroy()
  })

  test('of another key sends not one byte, and closes', async () => {
    const seen: Buffer[] = []
    const server = createTlsServer({ cert: leaf.certPem, key: leaf.keyPem }, (socket) => {
      socket.on('data', (chunk) => seen.push(chunk)).on('error', () => {})
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'))
    const { port } = server.address() as AddressInfo
    const result = await connect(new URL(`https://127.0.0.1:${port}`), aRoute({ pins: [pinnedByOpenssl.pin] }), signal)
    expect(faultOf(result)).toMatchObject({ phase: 'tls', code: 'ECASTELLAN_PIN' })
    await closed
    expect(seen).toEqual([])
    server.close()
  })

  test('is not met by a certificate that is only sent along', async () => {
    // Of the same name as the authority, so that only the signature tells them apart.
    const impostor = await makeCa()
    await using lying = await openReceiver({ cert: `${leaf.certPem}${impostor.pem}`, key: leaf.keyPem })
    const pinned = aRoute({ pins: [pinOfPem(impostor.pem)] })
    expect(faultOf(await connect(new URL(lying.url), pinned, signal)).code).toBe('ECASTELLAN_PIN')
  })
})

describe('a client certificate', () => {
  let client: Issued
  beforeAll(async () => void (client = await ca.issue({ client: true, commonName: 'Desk 7' })))
  const pem = (given: Partial<ClientCertificate & { kind: 'pem' }> = {}): ClientCertificate => ({
    kind: 'pem',
    certificate: client.certPem,
    key: client.keyPem,
    passphrase: null,
    ...given,
  })
  type Pfx = { passphrase?: string | null; others?: string[] }
  const pfx = ({ passphrase = 'correct-horse', others = [] }: Pfx = {}): ClientCertificate => ({
    kind: 'pfx',
    file: makePfx(client, 'correct-horse', others),
    passphrase,
  })
  const lock = (keyPem: string, passphrase: string) =>
    createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()
  const showing = (to: Receiver, clientCertificate: ClientCertificate) =>
    connect(new URL(to.url), aRoute({ clientCertificate }), signal)

  test('with a locked key opens with its passphrase', async () => {
    const locked = pem({ key: lock(client.keyPem, 'open sesame'), passphrase: 'open sesame' })
    const { tls, socket } = connectedOf(await showing(receiver, locked))
    expect(tls.client).toBe('Desk 7')
    socket.destroy()
  })

  test('in a .p12 file is shown to the receiver', async () => {
    await using strict = await openReceiver({ ca, cert: leaf.certPem, key: leaf.keyPem, requestClientCert: true })
    const { tls, socket } = connectedOf(await showing(strict, pfx()))
    socket.write('POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n')
    expect((await strict.next()).client).toBe('Desk 7')
    expect(tls).toMatchObject({ client: 'Desk 7', trust: 'bundled' })
    socket.destroy()
  })

  test('in a .p12 file makes nobody trusted by the authorities the file holds', async () => {
    const inFile = await makeCa('In the file')
    const { certPem, keyPem } = await inFile.issue()
    await using foreign = await openReceiver({ cert: certPem, key: keyPem })
    const clientCertificate = pfx({ others: [inFile.pem] })
    const fault = faultOf(await showing(foreign, clientCertificate))
    expect(fault).toMatchObject({ phase: 'tls', code: 'CERT_UNTRUSTED' })
    // Which it would be, were it said to be.
    const route = aRoute({ clientCertificate, caCertificate: inFile.pem })
    connectedOf(await connect(new URL(foreign.url), route, signal)).socket.destroy()
  })

  test.for<[string, () => ClientCertificate]>([
    ['is damaged', () => pem({ certificate: client.certPem.replace(/\n.{8}/, '\n--------') })],
    ['is no certificate', () => pem({ certificate: 'hello' })],
    ['is empty', () => pem({ certificate: '' })],
    ['has no key', () => pem({ key: '' })],
    ['has another’s key', () => pem({ key: leaf.keyPem })],
    ['has a locked key and no passphrase', () => pem({ key: lock(client.keyPem, 'a') })],
    ['has a locked key and the wrong passphrase', () => pem({ key: lock(client.keyPem, 'a'), passphrase: 'b' })],
    ['is a .p12 file of noise', () => ({ kind: 'pfx', file: randomBytes(500), passphrase: null })],
    ['is an empty .p12 file', () => ({ kind: 'pfx', file: Buffer.alloc(0), passphrase: null })],
    ['is a .p12 file without its passphrase', () => pfx({ passphrase: null })],
    ['is a .p12 file with the wrong passphrase', () => pfx({ passphrase: 'battery' })],
  ])('that %s is told before anybody is connected to', async ([, make]) => {
    const before = receiver.tcpConnections
    const fault = faultOf(await showing(receiver, make()))
    expect(fault).toMatchObject({ code: 'ECASTELLAN_UNUSABLE_CERTIFICATE', phases: {}, address: null })
    expect(receiver.tcpConnections).toBe(before)
  })
})
