import { expect, test } from 'vitest'
import { settingsPatchSchema, settingsSchema } from '../../../preload/contract/settings.ts'

const parse = (entry: string) => settingsPatchSchema.safeParse({ proxy: { bypass: [entry] } })
const wordsOf = (entry: string) => parse(entry).error?.issues.map(({ message }) => message)

test.for([
  ['soar.example.com', 'soar.example.com'],
  [' SOAR.example.com ', 'soar.example.com'],
  ['siem', 'siem'],
  ['my_host.corp.', 'my_host.corp.'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['soar.example.com:8443', 'soar.example.com:8443'],
  ['.example.com', '.example.com'],
  ['*.Example.com:443', '*.example.com:443'],
  ['10.20.30.40', '10.20.30.40'],
  ['10.20.30.40:8443', '10.20.30.40:8443'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['fd12::1', 'fd12::1'],
  ['[fd12::1]:8443', '[fd12::1]:8443'],
  ['[fd12::1]', '[fd12::1]'],
  ['FD00::/8', 'fd00::/8'],
  ['<local>', '<local>'],
  ['<LOCAL>', '<local>'],
] as const)('%j may be reached without the proxy', ([entry, taken]) => {
  expect(parse(entry).data?.proxy?.bypass).toEqual([taken])
  expect(settingsSchema.parse({ proxy: { bypass: [taken] } }).proxy.bypass).toEqual([taken])
})

test.for([
  ['10.0.0.0/', 'network'],
  ['10.0.0.0/33', 'network'],
  ['10.0.0.0/x', 'network'],
  ['10.0.0.0/8/8', 'network'],
  ['10.0.0/8', 'network'],
  ['300.0.0.0/8', 'network'],
  ['fd00::/129', 'network'],
  ['fd00::/', 'network'],
  ['fg00::/8', 'network'],
  ['example.com/8', 'network'],
  ['soar.*', 'begin'],
  ['*', 'begin'],
  ['*a*a*a*', 'begin'],
  ['*.*.example', 'begin'],
  ['', 'empty'],
  ['https://soar.example.com', 'such as'],
  ['soar.example.com:99999', 'port'],
  ['soar.example.com:0', 'port'],
  ['soar.example.com:', 'such as'],
  ['300.1.2.3', 'such as'],
  ['10.1', 'such as'],
  ['a b', 'such as'],
  ['.', 'such as'],
  ['..corp', 'such as'],
  ['a..b', 'such as'],
  ['user@host', 'such as'],
  ['[fd12::1', 'such as'],
  ['<other>', 'such as'],
  ['(', 'such as'],
] as const)('%j is refused, and the words say why: %s', ([entry, words]) => {
  expect(wordsOf(entry)).toEqual([expect.stringContaining(words)])
})
