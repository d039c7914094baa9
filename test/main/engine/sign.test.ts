import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { makeId } from '../../../main/engine/ids.ts'
import { makeSigningSecret, makeSigner } from '../../../main/engine/sign.ts'

// The vector the Standard Webhooks and Svix libraries are tested with.
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const headersOf = (lines: [string, string][]) => Object.fromEntries(lines)

test('the published vector gets the published signature', () => {
  const { secret, id, seconds, body, signature } = published
  expect(makeSigner([secret])(id, seconds * 1000 + 999, body)).toEqual([
    ['webhook-id', id],
    ['webhook-timestamp', String(seconds)],
    ['webhook-signature', signature],
  ])
})

test('the reference library makes the same signature, also over letters beyond ASCII', () => {
  const secret = makeSigningSecret()
  const body = JSON.stringify({ title: 'Ünïcödé 攻撃 🛡️' })
  const at = new Date(1_800_000_000_000)
  const headers = headersOf(makeSigner([secret])('dlv_1', at.getTime(), body))
  expect(headers['webhook-signature']).toBe(new Webhook(secret).sign('dlv_1', at, body))
})

test('the reference library takes either of two secrets, and neither where body, id or secret differ', () => {
  const [current, previous] = [makeSigningSecret(), makeSigningSecret()]
  const headers = headersOf(makeSigner([current, previous])('dlv_1', Date.now(), '{"a":1}'))
  for (const secret of [current, previous]) {
    expect(new Webhook(secret).verify('{"a":1}', headers)).toEqual({ a: 1 })
    expect(() => new Webhook(secret).verify('{"a":2}', headers)).toThrow(/signature/i)
    expect(() => new Webhook(secret).verify('{"a":1}', { ...headers, 'webhook-id': 'dlv_2' })).toThrow(/signature/i)
  }
  expect(() => new Webhook(makeSigningSecret()).verify('{"a":1}', headers)).toThrow(/signature/i)
})

test('a secret without its prefix signs the same', () => {
  const { secret, id, seconds, body } = published
  expect(makeSigner([secret.replace('whsec_', '')])(id, seconds * 1000, body)).toEqual(
    makeSigner([secret])(id, seconds * 1000, body),
  )
})

test('without secrets there is an id and a time, and no empty signature', () => {
  expect(makeSigner([])('dlv_1', 1_800_000_000_000, 'x').map(([name]) => name)).toEqual([
    'webhook-id',
    'webhook-timestamp',
  ])
})

test('made secrets hold 32 random bytes', () => {
  const secrets = Array.from({ length: 50 }, makeSigningSecret)
  expect(new Set(secrets).size).toBe(50)
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
  }
})

test('an id of ours has no dot, so the signed text can be taken apart in one way only', () => {
  const id = makeId('dlv', Date.now())
  const signed = `${id}.1800000000.{"a":"1.2"}`
  const key = Buffer.alloc(32, 1)
  const made = headersOf(makeSigner([`whsec_${key.toString('base64')}`])(id, 1_800_000_000_000, '{"a":"1.2"}'))
  expect(signed.split('.').slice(0, 2)).toEqual([id, '1800000000'])
  expect(made['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
})
