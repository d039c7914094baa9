import { describe, expect, test } from 'vitest'
import { openProxyChoice } from '../../../main/engine/proxy-choice.ts'
import type { Proxy } from '../../../main/engine/route.ts'
import { type Settings, settingsSchema } from '../../../preload/contract/settings.ts'

const receiver = new URL('https://soar.example.com/hooks/T0KEN?sig=SECRET')
const own: Proxy = { kind: 'http', host: 'own.corp', port: 3128, user: 'u', password: 'p' }
const asSettings = { kind: 'settings' } as const
const written = { url: 'http://proxy.corp:8080', user: 'analyst', password: 'hunter22' } as const
const manual = { kind: 'http', host: 'proxy.corp', port: 8080, user: 'analyst', password: 'hunter22' } as const
const plainProxy = (host: string, given: Partial<Proxy> = {}): Proxy => ({
  kind: 'http',
  host,
  port: 8080,
  user: '',
  password: '',
  ...given,
})

function open(given: Partial<Settings['proxy'] & { password: string }> = {}, answer = 'DIRECT') {
  const asked: string[] = []
  const state = { now: 1_000_000, answer }
  const proxies = openProxyChoice({
    settings: () => ({ ...settingsSchema.parse({}).proxy, password: '', ...given }),
    resolveSystem: async (url) => {
      asked.push(url)
      return state.answer
    },
    now: () => state.now,
  })
  return { ...proxies, asked, state }
}

describe('who decides', () => {
  test('a webhook that wants no proxy gets none, whatever the settings say', async () => {
    expect(await open({ mode: 'manual', ...written }).choose(receiver, { kind: 'none' })).toBeNull()
  })

  test('a webhook’s own proxy is taken, past the settings and their bypass list', async () => {
    const { choose } = open({ mode: 'none', bypass: ['soar.example.com'] })
    expect(await choose(receiver, { kind: 'manual', proxy: own })).toBe(own)
  })

  test('by the settings: none, and the one written there with its user and password', async () => {
    expect(await open({ mode: 'none', ...written }).choose(receiver, asSettings)).toBeNull()
    expect(await open({ mode: 'manual', ...written }).choose(receiver, asSettings)).toEqual(manual)
  })

  test('a manual proxy whose address is not written yet is no reason to go straight out', async () => {
    await expect(open({ mode: 'manual' }).choose(receiver, asSettings)).rejects.toThrow('address of the proxy')
  })

  test('what is written for a manual proxy is not sent to the workstation’s', async () => {
    expect(await open({ ...written }, 'PROXY sys.corp:8080').choose(receiver, asSettings)).toEqual(
      plainProxy('sys.corp'),
    )
  })
})

describe('receivers on this workstation', () => {
  test.for(['localhost', 'soar.localhost', 'localhost.', '127.0.0.1', '127.9.9.9', '[::1]', '[::ffff:127.0.0.1]'])(
    '%s is reached without the proxy of the settings',
    async (host) => {
      const url = new URL(`https://${host}:8443/`)
      const system = open({}, 'PROXY sys.corp:8080')
      expect(await system.choose(url, asSettings)).toBeNull()
      expect(system.asked).toEqual([])
      expect(await open({ mode: 'manual', ...written }).choose(url, asSettings)).toBeNull()
      expect(await open().choose(url, { kind: 'manual', proxy: own })).toBe(own)
    },
  )
})

describe('the workstation’s own proxies', () => {
  test('a proxy script is shown the origin only, for path and query may be secret', async () => {
    const { choose, asked } = open()
    await choose(receiver, asSettings)
    await choose(new URL('https://soar.example.com:8443/T0KEN'), asSettings)
    expect(asked).toEqual(['https://soar.example.com/', 'https://soar.example.com:8443/'])
  })

  test.for<[string, Proxy | null]>([
    ['DIRECT', null],
    ['', null],
    ['PROXY a.corp:8080', plainProxy('a.corp')],
    ['proxy a.corp:8080', plainProxy('a.corp')],
    ['HTTP a.corp:8080; DIRECT', plainProxy('a.corp')],
    ['HTTPS a.corp:8080', plainProxy('a.corp', { kind: 'https' })],
    ['SOCKS5 a.corp:8080', plainProxy('a.corp', { kind: 'socks5' })],
    ['SOCKS a.corp:8080', plainProxy('a.corp', { kind: 'socks5' })],
    ['PROXY [fd00::1]:8080', plainProxy('fd00::1')],
    ['PROXY a.corp', plainProxy('a.corp', { port: 80 })],
    ['PROXY a.corp:80', plainProxy('a.corp', { port: 80 })],
    ['HTTPS a.corp', plainProxy('a.corp', { kind: 'https', port: 443 })],
    ['SOCKS5 a.corp', plainProxy('a.corp', { kind: 'socks5', port: 1080 })],
    ['  PROXY   a.corp:8080 ;PROXY b.corp:8080', plainProxy('a.corp')],
    ['QUIC a.corp:443; PROXY b.corp:8080', plainProxy('b.corp')],
    ['PROXY a b c:99999; PROXY b.corp:8080', plainProxy('a', { port: 80 })],
    ['PROXY a.corp:99999; PROXY b.corp:8080', plainProxy('b.corp')],
    ['QUIC a.corp:443; DIRECT', null],
    [' ; ', null],
    ['DIRECT; PROXY a.corp:8080', null],
  ])('%s', async ([answer, expected]) => {
    expect(await open({}, answer).choose(receiver, asSettings)).toEqual(expected)
  })

  test.for(['QUIC a.corp:443', 'PROXY', 'PROXY a.corp:99999', 'HTTPS ;', 'nonsense'])(
    '%s is no leave to go straight out',
    async (answer) => {
      await expect(open({}, answer).choose(receiver, asSettings)).rejects.toThrow(answer)
    },
  )

  test('one that failed is passed over for five minutes', async () => {
    const { choose, failed, state } = open({}, 'PROXY a.corp:8080; SOCKS5 b.corp:1080; DIRECT')
    const [a, b] = [plainProxy('a.corp'), plainProxy('b.corp', { kind: 'socks5', port: 1080 })]
    failed(a)
    expect(await choose(receiver, asSettings)).toEqual(b)
    state.now += 4 * 60_000
    failed(b)
    expect(await choose(receiver, asSettings)).toBeNull()
    state.now += 60_000
    expect(await choose(receiver, asSettings)).toEqual(a)
  })

  test('where all failed and going straight is not allowed, the first is tried again', async () => {
    const { choose, failed } = open({}, 'PROXY a.corp:8080; PROXY b.corp:8080')
    failed(plainProxy('a.corp'))
    failed(plainProxy('b.corp'))
    expect(await choose(receiver, asSettings)).toEqual(plainProxy('a.corp'))
  })

  test('a proxy of the same host on another port has not failed', async () => {
    const { choose, failed } = open({}, 'PROXY a.corp:8080; DIRECT')
    failed(plainProxy('a.corp', { port: 3128 }))
    failed(plainProxy('a.corp', { kind: 'socks5' }))
    expect(await choose(receiver, asSettings)).toEqual(plainProxy('a.corp'))
  })
})

describe('the bypass list', () => {
  const bypassed: [string, string][] = [
    ['soar.example.com', 'https://soar.example.com/'],
    ['SOAR.example.com', 'https://soar.example.com/'],
    ['soar.example.com', 'https://soar.example.com./'],
    ['soar.example.com:8443', 'https://soar.example.com:8443/'],
    ['soar.example.com:443', 'https://soar.example.com/'],
    ['.example.com', 'https://soar.example.com/'],
    ['.example.com', 'https://a.b.example.com/'],
    ['*.example.com', 'https://a.b.example.com/'],
    ['.example.com:8443', 'https://soar.example.com:8443/'],
    ['10.0.0.0/8', 'https://10.20.30.40/'],
    ['10.20.30.40', 'https://10.20.30.40/'],
    ['10.20.30.40:8443', 'https://10.20.30.40:8443/'],
    ['fd00::/8', 'https://[fd12::1]/'],
    ['fd12::1', 'https://[fd12:0:0::1]/'],
    ['[fd12::1]', 'https://[fd12::1]/'],
    ['[fd12::1]:8443', 'https://[fd12::1]:8443/'],
    ['<local>', 'https://siem/'],
  ]
  test.for(bypassed)('%s spares %s the proxy', async ([rule, url]) => {
    const settings = { bypass: ['nothing.example', rule] }
    expect(await open({ mode: 'manual', ...written, ...settings }).choose(new URL(url), asSettings)).toBeNull()
    const system = open(settings, 'PROXY sys.corp:8080')
    expect(await system.choose(new URL(url), asSettings)).toBeNull()
    expect(system.asked).toEqual([])
  })

  const proxied: [string, string][] = [
    ['example.com', 'https://soar.example.com/'],
    ['soar.example.com', 'https://xsoar.example.com/'],
    ['soar.example.com', 'https://soarxexample.com/'],
    ['soar.example.com:8443', 'https://soar.example.com/'],
    ['.example.com', 'https://example.com/'],
    ['.example.com', 'https://badexample.com/'],
    ['*.example.com', 'https://example.com/'],
    ['10.0.0.0/8', 'https://11.0.0.1/'],
    ['10.0.0.0/8', 'https://10.example.com/'],
    ['10.0.0.0/99', 'https://10.0.0.1/'],
    ['10.0.0.0/x', 'https://10.0.0.1/'],
    ['10.0.0.0/', 'https://11.0.0.1/'],
    ['10.0.0.0/ ', 'https://11.0.0.1/'],
    ['soar.*', 'https://soar.example.com/'],
    ['*', 'https://soar.example.com/'],
    ['fd00::/8', 'https://[fe00::1]/'],
    ['0.0.0.0/0', 'https://[fd12::1]/'],
    ['<local>', 'https://siem.corp/'],
    ['<local>', 'https://10.0.0.1/'],
    ['<local>', 'https://[fd12::1]/'],
    ['(', 'https://soar.example.com/'],
    ['', 'https://soar.example.com/'],
  ]
  test.for(proxied)('%s says nothing of %s', async ([rule, url]) => {
    const { choose } = open({ mode: 'manual', ...written, bypass: [rule] })
    expect(await choose(new URL(url), asSettings)).toEqual(manual)
  })

  test('no list takes long to go through', async () => {
    const host = `${'a'.repeat(63)}.${'a'.repeat(63)}.${'a'.repeat(63)}.example`
    const begun = performance.now()
    const { choose } = open({ mode: 'manual', ...written, bypass: Array<string>(100).fill(`${'*a'.repeat(6)}b`) })
    await choose(new URL(`https://${host}/`), asSettings)
    expect(performance.now() - begun).toBeLessThan(500)
  })
})
