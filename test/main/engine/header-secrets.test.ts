import { expect, test } from 'vitest'
import { secretsInHeader } from '../../../main/engine/header-secrets.ts'

const basic = (text: string, encoding: 'utf8' | 'latin1' = 'utf8') => Buffer.from(text, encoding).toString('base64')

test.for<[string, string[]]>([
  ['abc-123', []],
  ['Bearer abc-123', ['abc-123']],
  [`Basic ${basic('soc:hunter22')}`, ['soc:hunter22', 'hunter22']],
  [`basic ${basic('soc:pass:word')}`, ['soc:pass:word', 'pass:word']],
  [`Basic ${basic('söc:pässword')}`, ['söc:pässword', 'pässword']],
  [`Basic ${basic('söc:pässword', 'latin1')}`, ['söc:pässword', 'pässword']],
  [`ApiKey ${basic('key-id:key-value')}`, ['key-id:key-value', 'key-value']],
  ['Token token="s3cr3t-one"', ['s3cr3t-one']],
  ['Token token="s3cr3t one", id=four-five', ['s3cr3t one', 'four-five']],
  ['token=s3cr3t;user=soc-team', ['s3cr3t', 'soc-team']],
  ['key = s3cr3t', ['s3cr3t']],
  [String.raw`Digest response="with \"quotes\""`, ['with "quotes"']],
  ["Key key='s3cr3t-two'", ['s3cr3t-two']],
])('in %s the secrets by themselves are %j', ([value, expected]) => {
  expect(secretsInHeader(value)).toEqual(expect.arrayContaining([value, ...expected]))
})

test.for(['Bearer AAECAwQFBgcICQ==', 'Bearer abcdefgh', 'Basic !!!'])(
  'no user and password is read out of %s',
  (value) => {
    expect(secretsInHeader(value).every((secret) => value.includes(secret))).toBe(true)
  },
)
