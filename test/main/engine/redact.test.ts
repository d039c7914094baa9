import { describe, expect, test } from 'vitest'
import { makeRedactor, redactHeaders } from '../../../main/engine/redact.ts'

const secret = 'p@ss/w"rd\\ä+1'
const { redact } = makeRedactor([secret])

test.for([
  ['as it is', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ['in JSON as PHP writes it', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64url', Buffer.from(secret).toString('base64url')],
  ['in hex', Buffer.from(secret).toString('hex')],
  ['in hex, in capitals', Buffer.from(secret).toString('hex').toUpperCase()],
  ['URL-encoded in small letters', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
  ['in JSON with nothing but ASCII', JSON.stringify(secret).slice(1, -1).replace('ä', '\\u00e4')],
  ['URL-encoded from Latin-1', encodeURIComponent(secret).replace('%C3%A4', '%E4')],
  ['in base64 of Latin-1', Buffer.from(secret, 'latin1').toString('base64')],
  ['in base64url of Latin-1', Buffer.from(secret, 'latin1').toString('base64url')],
  ['in hex of Latin-1', Buffer.from(secret, 'latin1').toString('hex')],
  ['sent in Latin-1 and read as UTF-8', Buffer.from(secret, 'latin1').toString('utf8')],
  ['sent in UTF-8 and read as Latin-1', Buffer.from(secret, 'utf8').toString('latin1')],
])('a secret %s becomes dots, at every place', ([, form]) => {
  expect(redact(`<${form}> and ${form}.`)).toBe('<••••> and ••••.')
})

test('characters that Latin-1 does not have make no form of it', () => {
  expect(makeRedactor(['пароль']).redact('?0@>;L ??????')).toBe('?0@>;L ??????')
})

test('a secret that holds another one is blanked out whole', () => {
  expect(makeRedactor(['token-1', 'token-1-and-more']).redact('a token-1-and-more b token-1')).toBe('a •••• b ••••')
})

test.for(['', 'u', 'us', 'user:', 'admin:'])(
  'a secret after %j in one base64 text is gone, whichever way it is aligned',
  (before) => {
    const token = 'c0rrect-horse-battery'
    for (const after of ['', '!', '!!', '!!!']) {
      const whole = Buffer.from(before + token + after)
      for (const encoding of ['base64', 'base64url'] as const) {
        const shown = makeRedactor([token]).redact(`<${whole.toString(encoding)}>`)
        expect(shown).toContain('••••')
        // No more than what a character of the text before or after it shares with the secret.
        expect(Buffer.from(shown.replace('••••', ''), 'base64').toString()).not.toMatch(/orrect|horse|batter/)
        expect(shown.length).toBeLessThanOrEqual('<••••>'.length + 8 + 6)
      }
    }
  },
)

test('secrets that overlap are blanked out as one', () => {
  expect(makeRedactor(['abcdef', 'defghi']).redact('-abcdefghi-')).toBe('-••••-')
  expect(makeRedactor(['abcdef', 'defghijkl']).redact('-abcdefghijkl abcdef')).toBe('-•••• ••••')
})

test('space is a plus in forms', () => {
  expect(makeRedactor(['two words/x']).redact('key=two+words%2Fx')).toBe('key=••••')
})

test('what begins after the limit is dropped, and a secret across it leaves nothing', () => {
  const { redact: cut, longest } = makeRedactor(['0123456789'])
  expect(longest).toBeGreaterThanOrEqual('0123456789'.length)
  expect(cut('abcde0123456789xyz', 8)).toBe('abcde••••')
  expect(cut('abcdefgh0123456789', 8)).toBe('abcdefgh')
  expect(cut('abcdefghijkl', 8)).toBe('abcdefgh')
  // Shortened by dots, the rest would move up into view: half a secret among it.
  expect(cut('0123456789'.repeat(3) + '01234', 25)).toBe('••••••••••••')
})

test('patterns in a secret are text', () => {
  expect(makeRedactor(['.*.*.*']).redact('all of this stays, .*.*.* does not')).toBe('all of this stays, •••• does not')
  expect(makeRedactor(['$&$&$&']).redact('x $&$&$& y')).toBe('x •••• y')
})

test('very short values stay: they would blank out half of every text', () => {
  expect(makeRedactor(['', 'a', '12345']).redact('a 12345')).toBe('a 12345')
  expect(makeRedactor(['123456']).redact('a 123456')).toBe('a ••••')
})

test('without secrets a text is left as it is', () => expect(makeRedactor([]).redact('text')).toBe('text'))

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
