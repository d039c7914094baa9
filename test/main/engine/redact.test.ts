import { describe, expect, test } from 'vitest'
import { makeRedactor, redactHeaders } from '../../../main/engine/redact.ts'

const secret = 'p@ss/w"rd\\ä+1'
const redact = makeRedactor([secret])

test.for([
  ['as it is', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ['in JSON as PHP writes it', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64url', Buffer.from(secret).toString('base64url')],
  ['in hex', Buffer.from(secret).toString('hex')],
])('a secret %s becomes dots, at every place', ([, form]) => {
  expect(redact(`<${form}> and ${form}.`)).toBe('<••••> and ••••.')
})

test('a secret that holds another one is blanked out whole', () => {
  expect(makeRedactor(['token-1', 'token-1-and-more'])('a token-1-and-more b token-1')).toBe('a •••• b ••••')
})

test('patterns in a secret are text', () => {
  expect(makeRedactor(['.*.*.*'])('all of this stays, .*.*.* does not')).toBe('all of this stays, •••• does not')
  expect(makeRedactor(['$&$&$&'])('x $&$&$& y')).toBe('x •••• y')
})

test('very short values stay: they would blank out half of every text', () => {
  expect(makeRedactor(['', 'a', '12345'])('a 12345')).toBe('a 12345')
  expect(makeRedactor(['123456'])('a 123456')).toBe('a ••••')
})

test('without secrets a text is left as it is', () => expect(makeRedactor([])('text')).toBe('text'))

describe('of headers', () => {
  test.for([
    'Authorization',
    'PROXY-AUTHORIZATION',
    'cookie',
    'Set-Cookie',
    'x-api-key',
    'ApiKey',
    'X-Auth-Token',
    'client-secret',
    'x-password',
  ])('%s is never shown, whoever set it', (name) => {
    expect(redactHeaders([[name, 'harmless']], (text) => text)).toEqual([[name, '••••']])
  })
  test('others are shown, with dots for a secret in them', () => {
    expect(redactHeaders([['x-echo', `you sent ${secret}`]], redact)).toEqual([['x-echo', 'you sent ••••']])
  })
})
