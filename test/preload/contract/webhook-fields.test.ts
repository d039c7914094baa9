import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  parseCertificate,
  parseHeaderName,
  parseHeaderValue,
  parseHttpsUrl,
  parseSigningSecret,
} from '../../../preload/contract/webhook-fields.ts'
import { webhookDefinitionSchema, webhookDraftSchema } from '../../../preload/contract/webhook.ts'

// What is refused, and with which words, is in test/main/commands; here is what becomes of what is taken.
type Parse = (text: string, context: z.RefinementCtx) => unknown
const parse = (field: Parse, text: string) => z.string().transform(field).safeParse(text)
const taken = (field: Parse, text: string) => {
  const result = parse(field, text)
  return result.success ? result.data : result.error.issues[0]?.message
}

test.for([
  ['https://soar.example.com', 'https://soar.example.com/'],
  ['  https://soar.example.com/a  ', 'https://soar.example.com/a'],
  ['HTTPS://SOAR.example.COM/A', 'https://soar.example.com/A'],
  ['https://soar.example.com:443/', 'https://soar.example.com/'],
  ['https://soar.example.com:8443/', 'https://soar.example.com:8443/'],
  ['https://soar.example.com/a/../b', 'https://soar.example.com/b'],
  ['https://münchen.example/ü?q=ü', 'https://xn--mnchen-3ya.example/%C3%BC?q=%C3%BC'],
  ['https:\\\\soar.example.com\\a', 'https://soar.example.com/a'],
  ['https:soar.example.com', 'https://soar.example.com/'],
  ['ht\ntps://soar.example.com/', 'https://soar.example.com/'],
  ['https://127.1/', 'https://127.0.0.1/'],
  ['https://[::1]:8443/', 'https://[::1]:8443/'],
  ['https://soar.example.com/#', 'https://soar.example.com/#'],
])('the URL %j becomes %j', ([text, url]) => expect(taken(parseHttpsUrl, text!)).toBe(url))

test('a URL that was normalised stays as it is', () => {
  const once = taken(parseHttpsUrl, 'HTTPS://München.example:443/a b?x=ü')
  expect(taken(parseHttpsUrl, String(once))).toBe(once)
})

test.for(['Authorization', 'X-Api-Key', 'x_under', 'a', "!#$%&'*+.^_`|~", 'Accept', 'User-Agent', 'Cookie'])(
  'the header name %s is taken as it is written',
  (name) => expect(taken(parseHeaderName, ` ${name} `)).toBe(name),
)

test.for(['Bearer abc', 'a\tb', '"quoted"', 'é', '\u00a0inside\u00a0ÿ'])('the header value %j is taken', (value) => {
  expect(parse(parseHeaderValue, value).success).toBe(true)
})

describe('a signing secret', () => {
  const base64 = Buffer.alloc(32, 1).toString('base64')
  test.for([`whsec_${base64}`, base64, `  whsec_${base64}\n`, base64.replace(/=+$/, '')])(
    '%j gets its prefix',
    (text) => {
      expect(String(taken(parseSigningSecret, text)).replace(/=+$/, '')).toBe(`whsec_${base64.replace(/=+$/, '')}`)
    },
  )
  test.for([
    [23, false],
    [24, true],
    [25, true],
    [63, true],
    [64, true],
    [65, false],
  ] as const)('of %i bytes is taken: %s', ([bytes, ok]) => {
    const text = Buffer.alloc(bytes, 1).toString('base64')
    expect(parse(parseSigningSecret, text).success).toBe(ok)
    expect(parse(parseSigningSecret, text.replace(/=+$/, '')).success).toBe(ok)
  })
})

describe('a certificate', () => {
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
  test('ends with a line break, whatever was around it', () => {
    expect(taken(parseCertificate, `\n\n${pem}  `)).toBe(`${pem}\n`)
    expect(taken(parseCertificate, `${pem}\r\n${pem}`)).toBe(`${pem}\r\n${pem}\n`)
  })
  test.for(['', '   ', '\n'])('that is empty is none: %j', (text) => expect(taken(parseCertificate, text)).toBeNull())
  test('of absurd length is refused quickly', () => {
    const begun = performance.now()
    expect(parse(parseCertificate, pem.repeat(20_000)).success).toBe(false)
    expect(parse(parseCertificate, `-----BEGIN CERTIFICATE-----\n${'A\n'.repeat(400_000)}`).success).toBe(false)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})

test('a draft needs a name, a URL and events; the rest has defaults that work', () => {
  const draft = { name: ' SOAR ', url: 'https://soar.example.com', events: ['agent.online', 'agent.online'] }
  expect(webhookDraftSchema.parse(draft)).toEqual({
    name: 'SOAR',
    url: 'https://soar.example.com/',
    agreeTo: null,
    events: ['agent.online'],
    receiver: 'custom',
    fields: {},
    template: null,
    filter: null,
    signing: true,
    signingSecret: null,
    headers: [],
    caCertificate: null,
    clientCertificate: { kind: 'none' },
    pins: [],
    proxy: { kind: 'settings' },
    keepOrder: false,
    ratePerMinute: null,
  })
})

test('a webhook stored before later fields were there still parses, and a secret has no place in it', () => {
  const old = { name: 'SOAR', events: ['agent.online'], headerNames: [], caCertificate: null }
  const tls = { clientCertificate: null, pins: [], proxy: { kind: 'settings' } }
  const sending = { receiver: 'custom', signing: true, keepOrder: false, ratePerMinute: null }
  const filled = { ...old, ...tls, ...sending, fields: {}, secretFields: [], template: null, filter: null }
  expect(webhookDefinitionSchema.parse(old)).toEqual(filled)
  for (const secret of ['url', 'signingSecret', 'headers']) {
    expect(webhookDefinitionSchema.safeParse({ ...old, [secret]: 'x' }).success).toBe(false)
  }
})
