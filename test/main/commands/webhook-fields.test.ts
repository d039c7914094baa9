import { describe, expect, test } from 'vitest'
import { makeCa } from '../../support/certificates.ts'
import { aDraft, openWorkstation, refusalOf, stateOf, webhookId } from './ask.ts'

const certificate = (await makeCa()).pem
const torn = certificate.replace(/\n[^\n]+\n-----END/, '\n-----END')
const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----\n'
const header = (name: string, value: string | null = 'v') => ({ headers: [{ name, value }] })
const bytes = (count: number) => `whsec_${Buffer.alloc(count, 1).toString('base64')}`

type Case = [what: string, given: object, field: string, words: RegExp]
const cases: Case[] = [
  ['no name', { name: '' }, 'name', /Give the webhook a name/],
  ['a name of blanks', { name: ' \t ' }, 'name', /Give the webhook a name/],
  ['a name of 81 letters', { name: 'x'.repeat(81) }, 'name', /at most 80/],
  ['no URL', { url: '' }, 'url', /Paste the URL/],
  ['null for a URL, with none stored', { url: null }, 'url', /Paste the URL/],
  ['no URL at all', { url: 'soar' }, 'url', /should look like https:/],
  ['http', { url: 'http://soar.example.com/' }, 'url', /Only https:\/\/ is allowed, because events are confidential/],
  ['another protocol', { url: 'file:///etc/passwd' }, 'url', /starts with file:/],
  ['javascript', { url: 'javascript:alert(1)' }, 'url', /starts with javascript:/],
  ['a user name', { url: 'https://u@soar.example.com/' }, 'url', /Take the user name and password out/],
  ['a password', { url: 'https://:p@soar.example.com/' }, 'url', /Take the user name and password out/],
  ['a fragment', { url: 'https://soar.example.com/#a' }, 'url', /from # on/],
  ['4,097 characters', { url: `https://soar.example.com/${'x'.repeat(4097 - 25)}` }, 'url', /more than 4,096/],
  [
    'the metadata address of a cloud',
    { url: 'https://169.254.169.254/latest' },
    'url',
    /Nothing is ever sent to this address/,
  ],
  ['the same in hex', { url: 'https://0xa9fea9fe/' }, 'url', /Nothing is ever sent to this address/],
  ['a link-local address', { url: 'https://[fe80::1]/' }, 'url', /Nothing is ever sent to this address/],
  [
    'a URL its maker switched off',
    { url: 'https://automation.atlassian.com/pro/hooks/5f3a9c0d7e1b' },
    'url',
    /Atlassian has switched off/,
  ],
  [
    'a URL that leads to Teams or Power Automate, nobody said to which',
    {
      url: `https://x.environment.api.powerplatform.com/workflows/a/triggers/manual/paths/invoke?sig=${'b'.repeat(43)}`,
    },
    'receiver',
    /Choose whether this URL leads to Microsoft Teams or Power Automate/,
  ],
  ['no events', { events: [] }, 'events', /Choose at least one event/],
  ['an unknown event', { events: ['agent.online', 'x'] }, 'events.1', /./],
  ['an unknown receiver', { receiver: 'fax' }, 'receiver', /./],
  ['a rate of 0', { ratePerMinute: 0 }, 'ratePerMinute', /At least 1 a minute/],
  ['a rate of 6001', { ratePerMinute: 6001 }, 'ratePerMinute', /At most 6000/],
  ['a broken rate', { ratePerMinute: 1.5 }, 'ratePerMinute', /whole number/],
  ['a rate without end', { ratePerMinute: Number.POSITIVE_INFINITY }, 'ratePerMinute', /./],
  ['a short signing secret', { signingSecret: bytes(23) }, 'signingSecret', /24 to 64 bytes; this one has 23/],
  ['a long signing secret', { signingSecret: bytes(65) }, 'signingSecret', /24 to 64 bytes; this one has 65/],
  ['a signing secret that is no base64', { signingSecret: 'whsec_äöü' }, 'signingSecret', /followed by base64/],
  ['an empty signing secret', { signingSecret: '' }, 'signingSecret', /followed by base64/],
  ['a header without a name', header(' '), 'headers.0.name', /Give the header a name/],
  ['a header name with a space', header('X A'), 'headers.0.name', /letters, digits and hyphens/],
  ['a header name with a colon', header('X:A'), 'headers.0.name', /letters, digits and hyphens/],
  ['a header name with a line break inside', header('X\r\nY'), 'headers.0.name', /letters, digits and hyphens/],
  ['a header without a value', header('X-A', ' '), 'headers.0.value', /Give the header a value/],
  [
    'a header that keeps a value, with none stored',
    header('X-A', null),
    'headers.0.value',
    /Give the header X-A a value/,
  ],
  ['CR LF in a value', header('X-A', 'a\r\nX-B: b'), 'headers.0.value', /no line breaks/],
  ['LF in a value', header('X-A', 'a\nb'), 'headers.0.value', /no line breaks/],
  ['NUL in a value', header('X-A', 'a\0b'), 'headers.0.value', /no line breaks/],
  ['a value beyond Latin-1', header('X-A', '攻'), 'headers.0.value', /Latin-1/],
  ['a value of 8,193 letters', header('X-A', 'x'.repeat(8193)), 'headers.0.value', /8,192/],
  [
    'a header twice, in another case',
    { headers: ['X-A', 'x-a'].map((name) => ({ name, value: 'v' })) },
    'headers.1.name',
    /x-a is there twice/,
  ],
  [
    '33 headers',
    { headers: Array.from({ length: 33 }, (_, index) => ({ name: `X-${index}`, value: 'v' })) },
    'headers',
    /At most 32/,
  ],
  ['a private key for a CA', { caCertificate: key }, 'caCertificate', /holds a private key/],
  ['a CA with its private key', { caCertificate: certificate + key }, 'caCertificate', /holds a private key/],
  ['a CA that is none', { caCertificate: 'MIIB' }, 'caCertificate', /starts with -----BEGIN CERTIFICATE-----/],
  ['a damaged CA', { caCertificate: torn }, 'caCertificate', /damaged/],
  ['a good CA and a damaged one', { caCertificate: certificate + torn }, 'caCertificate', /damaged/],
  [
    'something else for a CA',
    { caCertificate: certificate.replaceAll('CERTIFICATE', 'PUBLIC KEY') },
    'caCertificate',
    /./,
  ],
  ['a field nobody knows', { colour: 'red' }, 'colour', /not known here/],
]
const own = 'Host Content-Length content-type Transfer-Encoding Connection Keep-Alive Upgrade TE Trailer Expect'.split(
  ' ',
)
const ownToo = ['Accept-Encoding', 'Proxy-Authorization', 'Webhook-Id', 'webhook-signature', 'WEBHOOK-TIMESTAMP']
for (const name of [...own, ...ownToo]) {
  cases.push([`the app's own ${name}`, header(name), 'headers.0.name', /The app sets .+ itself/])
}

describe.for(['webhooks.create', 'webhooks.test'])('%s refuses', (command) => {
  test.for(cases)('%s', async ([, given, field, words]) => {
    await using station = await openWorkstation()
    const before = await stateOf(station)
    const { code, message, fields } = await refusalOf(station, command, { id: webhookId, draft: aDraft(given) })
    expect(code).toBe('invalid')
    expect(fields).toEqual({ [`draft.${field}`]: expect.stringMatching(words) })
    expect(message).toBe(Object.values(fields ?? {})[0])
    expect(await stateOf(station)).toEqual(before)
  })
})

test('several wrong fields are all named, and the message says how many', async () => {
  await using station = await openWorkstation()
  const draft = aDraft({ name: '', url: 'ftp://x/', ratePerMinute: 0 })
  const { message, fields } = await refusalOf(station, 'webhooks.create', { id: webhookId, draft })
  expect(Object.keys(fields ?? {})).toEqual(['draft.name', 'draft.url', 'draft.ratePerMinute'])
  expect(message).toBe('3 fields need a correction.')
})

test('what is at the very edge is taken', async () => {
  await using station = await openWorkstation()
  const draft = aDraft({
    name: 'x'.repeat(80),
    url: `https://soar.example.com/${'x'.repeat(4096 - 25)}`,
    ratePerMinute: 6000,
    signingSecret: bytes(24),
    headers: Array.from({ length: 32 }, (_, index) => ({ name: `X-${index}`, value: 'ÿ'.repeat(8192) })),
    caCertificate: certificate + certificate,
  })
  expect(await station.ask('webhooks.create', { id: webhookId, draft: draft as never })).toMatchObject({ ok: true })
})

test('the normalised URL is stored, parsed once', async () => {
  await using station = await openWorkstation()
  const url = '  HTTPS://SOAR.Example.COM:443/a/../hooks  '
  const { url: shown } = await station.call('webhooks.create', { id: webhookId, draft: aDraft({ url }) as never })
  expect(shown).toEqual({ shown: 'https://soar.example.com/hooks', whole: true })
})
