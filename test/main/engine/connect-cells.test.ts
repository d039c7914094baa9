import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConnect } from '../../../main/engine/connect.ts'
import { openProxyChoice } from '../../../main/engine/proxy-choice.ts'
import type { ClientCertificate, Proxy, Route } from '../../../main/engine/route.ts'
import type { TrustStores } from '../../../main/engine/trust.ts'
import { type Ca, type Issued, makeCa } from '../../support/certificates.ts'
import { openProxy, type TestProxy } from '../../support/proxies.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aLookup, aRoute, connectedOf, faultOf } from '../../support/routes.ts'

// Every way to a receiver with every kind of trust, with and without a client certificate: really connected, a request
// really sent, and the same failing where one thing is wrong.

const proxyKinds = ['none', 'http', 'https', 'socks5', 'system'] as const
const trustKinds = ['bundled', 'system', 'own'] as const
const clientKinds = ['without', 'with'] as const
type ProxyKind = (typeof proxyKinds)[number]

const name = 'receiver.test'
const signal = new AbortController().signal
const names = { [name]: '127.0.0.1' }
const { lookup } = aLookup({ [name]: ['127.0.0.1'], localhost: ['127.0.0.1'] })

let ca: Ca
let otherCa: Ca
let proxyCa: Ca
let client: Issued
let strange: Issued
const receivers = {} as Record<(typeof clientKinds)[number], Receiver>
const proxies = {} as Record<Proxy['kind'], TestProxy>

beforeAll(async () => {
  ca = await makeCa()
  otherCa = await makeCa('Another CA')
  proxyCa = await makeCa('Proxy CA')
  client = await ca.issue({ client: true, commonName: 'Castellan of this desk' })
  strange = await otherCa.issue({ client: true, commonName: 'Somebody else' })
  const issued = await ca.issue({ names: [name] })
  const listen = { ca, cert: issued.certPem, key: issued.keyPem }
  receivers.without = await openReceiver(listen)
  receivers.with = await openReceiver({ ...listen, requestClientCert: true })
  const account = { user: 'j.doe', password: 'pass:wörd', names }
  proxies.http = await openProxy({ kind: 'http', ...account })
  proxies.https = await openProxy({ kind: 'https', issued: await proxyCa.issue(), ...account })
  proxies.socks5 = await openProxy({ kind: 'socks5', ...account })
})
afterAll(async () => {
  for (const opened of [...Object.values(receivers), ...Object.values(proxies)]) await opened.close()
})

/** The proxy a webhook of this kind gets, by the same choice as in the product. */
async function chooseProxy(kind: ProxyKind, url: URL): Promise<Proxy | null> {
  const answer = kind === 'system' ? `PROXY localhost:${systemProxy.port}; DIRECT` : 'DIRECT'
  const settings = { mode: 'system', url: '', user: '', bypass: [], passwordUpdatedAt: null, password: '' } as const
  const choice = openProxyChoice({
    settings: () => ({ ...settings, bypass: [] }),
    resolveSystem: async () => answer,
    now: () => 0,
  })
  if (kind === 'none' || kind === 'system') return choice.choose(url, { kind: 'settings' })
  return choice.choose(url, { kind: 'manual', proxy: proxies[kind].proxy })
}

// What a proxy script names has no password.
let systemProxy: TestProxy
beforeAll(async () => void (systemProxy = await openProxy({ kind: 'http', names })))
afterAll(() => systemProxy.close())

const storesWith = (trust: (typeof trustKinds)[number], pem: string): TrustStores => ({
  bundled: () => (trust === 'bundled' ? [pem] : []),
  // The workstation's own https proxy is one it trusts.
  system: () => (trust === 'system' ? [pem, proxyCa.pem] : [proxyCa.pem]),
})

const pemOf = ({ certPem, keyPem }: Issued): ClientCertificate => ({
  kind: 'pem',
  certificate: certPem,
  key: keyPem,
  passphrase: null,
})

const cells = proxyKinds.flatMap((proxy) =>
  trustKinds.flatMap((trust) => clientKinds.map((withClient) => ({ proxy, trust, withClient }))),
)
test('there are thirty cells', () => expect(cells).toHaveLength(30))

describe.for(cells)('proxy $proxy, trust $trust, $withClient client certificate:', ({ proxy, trust, withClient }) => {
  const seenBy = () => (proxy === 'none' ? null : proxy === 'system' ? systemProxy : proxies[proxy])
  const arrange = async () => {
    const receiver = receivers[withClient]
    const url = new URL(`https://${name}:${receiver.port}/hook`)
    const route: Route = aRoute({
      caCertificate: trust === 'own' ? ca.pem : null,
      clientCertificate: withClient === 'with' ? pemOf(client) : null,
      agreed: 'loopback',
      proxy: await chooseProxy(proxy, url),
    })
    return { receiver, url, route, connect: openConnect({ trust: storesWith(trust, ca.pem), lookup }) }
  }

  test('a request arrives, and what it went over is told', async () => {
    const { receiver, url, route, connect } = await arrange()
    const before = receiver.requests.length
    const { socket, tls, ...reached } = connectedOf(await connect(url, route, signal))
    socket.write(`POST /hook HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 2\r\n\r\nhi`)
    await receiver.received(before + 1)
    socket.destroy()
    const expectedClient = withClient === 'with' ? 'Castellan of this desk' : null
    expect(receiver.requests[before]).toMatchObject({ body: 'hi', client: expectedClient ?? undefined })
    expect(tls).toMatchObject({ version: 'TLSv1.3', trust, client: expectedClient, issuer: 'Castellan Test CA' })
    expect(reached).toMatchObject({ addressClass: 'loopback' })

    const seen = seenBy()
    const kind = proxy === 'system' ? 'http' : proxy
    expect(reached.proxy).toBe(seen && `${kind}://localhost:${seen.port}`)
    // An http proxy looks names up itself.
    expect(reached.address).toBe(proxy === 'none' || proxy === 'socks5' ? '127.0.0.1' : null)
    expect(Object.keys(reached.phases)).toEqual(['dns', 'connect', ...(seen ? ['proxy'] : []), 'tls'])
    const host = proxy === 'socks5' ? '127.0.0.1' : name
    expect(seen?.asked.at(-1)?.target).toBe(seen ? `${host}:${url.port}` : undefined)
  })

  test('an authority nobody trusts is refused', async () => {
    const { receiver, url, route } = await arrange()
    const before = receiver.requests.length
    const distrusting = openConnect({ trust: storesWith(trust, otherCa.pem), lookup })
    const wrong = { ...route, caCertificate: trust === 'own' ? otherCa.pem : null }
    const fault = faultOf(await distrusting(url, wrong, signal))
    expect(fault.phase).toBe('tls')
    expect(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN']).toContain(fault.code)
    await seenBy()?.idle()
    expect(receiver.requests).toHaveLength(before)
  })

  const wrongClients = withClient === 'with' ? ['none', 'one of another authority'] : []
  test.for(wrongClients)(
    'a receiver that wants a client certificate hears nothing from a sender with %s',
    async (which) => {
      const { receiver, url, route, connect } = await arrange()
      const before = receiver.requests.length
      const clientCertificate = which === 'none' ? null : pemOf(strange)
      const result = await connect(url, { ...route, clientCertificate }, signal)
      // TLS 1.3 says no only after the sender is through.
      if (result.ok) {
        const { socket } = result.connected
        const closed = new Promise((resolve) => socket.once('close', resolve))
        socket.resume().write('POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n')
        await closed
      } else expect(result.fault.phase).toBe('tls')
      await seenBy()?.idle()
      expect(receiver.requests).toHaveLength(before)
    },
  )

  const passwords = proxy === 'none' || proxy === 'system' ? [] : ['guess', '']
  test.for(passwords)('the wrong password “%s” opens no way through the proxy', async (password) => {
    const { receiver, url, route, connect } = await arrange()
    const before = receiver.tcpConnections
    const wrong = { ...route, proxy: { ...route.proxy!, password } }
    const fault = faultOf(await connect(url, wrong, signal))
    expect(fault).toMatchObject({ phase: 'proxy', code: 'ECASTELLAN_PROXY_AUTH' })
    await seenBy()?.idle()
    expect(receiver.tcpConnections).toBe(before)
  })
})
