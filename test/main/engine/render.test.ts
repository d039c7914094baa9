import { describe, expect, test } from 'vitest'
import { type Prepared, prepare } from '../../../main/engine/render.ts'
import { makeSigningSecret, makeSigner } from '../../../main/engine/sign.ts'
import type { Target } from '../../../main/engine/target.ts'
import { aTarget, anEvent } from './samples.ts'

const at = { deliveryId: 'dlv_1', attempt: 3, now: Date.UTC(2026, 10, 23, 10, 42, 18) }

function prepared(target: Target, event = anEvent()): Prepared {
  const made = prepare(target, event, at)
  if ('code' in made) throw new Error(made.code)
  return made
}
const header = ({ headers }: { headers: [string, string][] }, wanted: string) =>
  headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value)

test('the text that is signed, the text that is sent and the text that is shown are the same', () => {
  const secret = makeSigningSecret()
  const made = prepared(aTarget({ signingSecrets: [secret] }), anEvent({ title: '攻撃 “🛡️” \u2028 \ud800' }))
  const [signature] = header(made, 'webhook-signature')
  expect([['webhook-signature', signature]]).toEqual(makeSigner([secret])('dlv_1', at.now, made.body).slice(2))
  expect(made.shown.body).toBe(made.body)
  // Text that does not survive UTF-8 would be signed as other bytes than those sent.
  expect(Buffer.from(made.body, 'utf8').toString('utf8')).toBe(made.body)
})

test('the headers are those of Standard Webhooks, our name, the attempt, and no compression', () => {
  const made = prepared(aTarget())
  expect(made.headers).toEqual([
    ['content-type', 'application/json'],
    ['user-agent', 'Castellan-Webhooks'],
    ['accept-encoding', 'identity'],
    ['webhook-id', 'dlv_1'],
    ['webhook-timestamp', String(at.now / 1000)],
    ['x-castellan-attempt', '3'],
  ])
  expect(made.shown.headers).toEqual(made.headers)
  expect(made.shown.method).toBe('POST')
})

test('by its dedup key a receiver knows a delivery again at each attempt, and takes that of another webhook for another', () => {
  const target = aTarget({ definition: { receiver: 'zendesk' }, values: { auth: 'oauth', token: 't0ken', email: '' } })
  const keyOf = (deliveryId: string, attempt: number) => {
    const made = prepare(target, anEvent(), { deliveryId, attempt, now: at.now })
    return 'code' in made ? made : header(made, 'idempotency-key')
  }
  expect(keyOf('dlv_1', 1)).toEqual(['dlv_1'])
  expect(keyOf('dlv_1', 2)).toEqual(['dlv_1'])
  expect(keyOf('dlv_2', 1)).toEqual(['dlv_2'])
})

describe('a header of the analyst’s own', () => {
  test('is sent with its value and shown without it', () => {
    const made = prepared(aTarget({ headers: [{ name: 'X-Team', value: 'blue' }] }))
    expect(header(made, 'x-team')).toEqual(['blue'])
    expect(header(made.shown, 'x-team')).toEqual(['••••'])
  })
  test('takes the place of the app’s, so that what is shown is what is sent', () => {
    const made = prepared(aTarget({ headers: [{ name: 'User-Agent', value: 'SOC/1' }] }))
    expect(header(made, 'user-agent')).toEqual(['SOC/1'])
    expect(header(made.shown, 'user-agent')).toEqual(['••••'])
  })
  test.for(['a\rb', 'a\nb', 'a\0b'])('that could write a header of its own is not sent: %j', (value) => {
    expect(prepare(aTarget({ headers: [{ name: 'X-A', value }] }), anEvent(), at)).toEqual({
      code: 'unsendable_header',
    })
  })
})

describe('an Authorization header', () => {
  const keyed = 'https://soar.example.com/hook?sig=aB3-xY_z'
  const headers = [
    { name: 'AuthoriZation', value: 'Bearer abcdefgh' },
    { name: 'constructor', value: 'stays' },
  ]
  const values = { token: 'tok-1234', channel: '' }
  test.for(['custom', 'splunk', 'teams', 'power-automate'] as const)(
    'is not sent to a URL that is its own key, nor shown as sent: %s',
    (receiver) => {
      const made = prepared(aTarget({ url: keyed, headers, definition: { receiver }, values }))
      expect(header(made, 'authorization')).toEqual([])
      expect(header(made.shown, 'authorization')).toEqual([])
      expect(header(made, 'constructor')).toEqual(['stays'])
    },
  )
  test('is sent to any other', () => {
    for (const url of ['https://soar.example.com/hook?sig=', 'https://soar.example.com/sig=1?signal=2']) {
      expect(header(prepared(aTarget({ url, headers })), 'authorization')).toEqual(['Bearer abcdefgh'])
    }
  })
})

test('a body of exactly 1 MiB is sent as it is, of a larger one the values are shortened', () => {
  const room = 1024 * 1024 - prepared(aTarget(), anEvent({ title: '' })).body.length
  expect(prepared(aTarget(), anEvent({ title: 'x'.repeat(room) })).body).toHaveLength(1024 * 1024)
  const { body } = prepared(aTarget(), anEvent({ title: 'ä'.repeat(room) }))
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024 * 1024)
  expect(JSON.parse(body)).toMatchObject({ id: 'evt_1', data: { title: expect.stringMatching(/ä…$/) } })
})

describe('nothing is sent in place of what a template should have made', () => {
  test.for([
    ['is none any more', '{', 'unusable_template'],
    ['asks for what no template has', '{"a":"{{ id | shout }}"}', 'unusable_template'],
    ['is one value, and the event has none there', '"{{ data.nothing }}"', 'unusable_template'],
    ['has too much text of its own', JSON.stringify(['{{ id }}', 'x'.repeat(12_000)]), 'oversized_body'],
  ] as const)('that %s', ([, template, code]) => {
    const definition = { receiver: 'slack', template } as const
    expect(prepare(aTarget({ definition, values: { mode: 'message' } }), anEvent(), at)).toEqual({ code })
  })
})

describe('nothing secret is shown', () => {
  const signing = makeSigningSecret()
  const token = 'tok/en+äöü-1234567890'
  const pathKey = 'B0a1b2c3d4e5f6a7b8c9d0'
  const pathName = 'kärnten/9'
  const queryKey = 'q1-a secret&more'
  const made = prepared(
    aTarget({
      url: `https://soar.example.com/hooks/${pathKey}/${encodeURIComponent(pathName)}?token=${encodeURIComponent(queryKey)}`,
      headers: [
        { name: 'Authorization', value: `Bearer ${token}` },
        { name: 'X-Own', value: 'own-value-42' },
        { name: 'X-Basic', value: `Basic ${btoa('soc:basic-password')}` },
        { name: 'X-Token', value: 'Token token="token-of-rails"' },
      ],
      signingSecrets: [signing],
    }),
  )
  const secrets = {
    token,
    'whole header': `Bearer ${token}`,
    'second header': 'own-value-42',
    'user and password in base64': 'soc:basic-password',
    'password in base64': 'basic-password',
    'named part of a header': 'token-of-rails',
    'signing secret': signing,
    'signing secret without its prefix': signing.slice('whsec_'.length),
    'key in the path': pathKey,
    'key in the path, as it is read': pathName,
    'key in the query': queryKey,
    'query as it was written': encodeURIComponent(queryKey),
    URL: made.url.href,
  }
  const forms = (text: string) => [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('hex'),
  ]
  test.for(Object.entries(secrets))('in what was sent: %s', ([, secret]) => {
    const shown = JSON.stringify(made.shown)
    for (const form of forms(secret)) expect(shown).not.toContain(form)
  })
  test.for(Object.entries(secrets))('in what a receiver echoes: %s', ([, secret]) => {
    for (const form of forms(secret)) expect(made.redact(`no: <${form}>`)).toBe('no: <••••>')
  })
  test('and what is no secret stays readable', () => {
    expect(made.redact('hooks of soar.example.com: token is missing')).toBe(
      'hooks of soar.example.com: token is missing',
    )
  })
})
