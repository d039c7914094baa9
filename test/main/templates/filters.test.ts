import { expect, test } from 'vitest'
import { filters } from '../../../main/templates/filters.ts'
import { anEvent, rendered } from './a-receiver.ts'

const odd = {
  user: { name: 'CONTOSO\\j.doe' },
  tags: ['edr', 'Word Macro', null],
  nested: { a: { b: 1 }, c: [true, { d: 'x' }], none: null },
  count: 3,
  link: 'https://console.example.com/a b?c=<d>',
  script: 'javascript:alert(1)',
  empty: '',
}

test.for<[string, unknown]>([
  ['data.title | upper', 'CREDENTIAL DUMPING'],
  ['data.title | lower', 'credential dumping'],
  ['"  a " | trim', 'a'],
  ['data.title | truncate(5)', 'Cred…'],
  ['data.title | truncate(18)', 'Credential dumping'],
  ['"ab😀cd" | truncate(4)', 'ab…'],
  ['data.nope | default("none")', 'none'],
  ['data.empty | default("none")', 'none'],
  ['data.nested.none | default(0)', 0],
  ['data.count | default("none")', 3],
  ['data.nested.a | json', '{"b":1}'],
  ['data.nested | flatten', { a_b: 1, c_0: true, c_1_d: 'x', none: null }],
  ['data.nested | strings', { a: { b: '1' }, c: ['true', { d: 'x' }] }],
  ['data.tags | join(", ")', 'edr, Word Macro'],
  ['data.tags | lines', 'edr\nWord Macro'],
  ['data.tags | first', 'edr'],
  ['data.nested.c | last', { d: 'x' }],
  ['data.severity | map("critical=1, high=2, *=3")', '1'],
  ['data.title | map("critical=1, high=2, *=3")', '3'],
  ['data.title | map("critical=1") | default("no match")', 'no match'],
  ['data.severity | map("critical=1") | number', 1],
  ['data.user.name | wrap(" (", ")")', ' (CONTOSO\\j.doe)'],
  ['data.nope | wrap(" (", ")") | default("nobody")', 'nobody'],
  ['timestamp | epoch_s', 1795430537.123],
  ['timestamp | epoch_ms', 1795430537123],
  ['timestamp | utc', '2026-11-23 10:42:17'],
  ['data.title | utc | default("no time")', 'no time'],
  ['" -12.5 " | number', -12.5],
  ['"0x10" | number | default("no number")', 'no number'],
  ['data.count | text', '3'],
  ['"LSASS Memory: T1003.001" | slug', 'lsass_memory_t1003_001'],
  ['" Word  Macro " | label', 'Word-Macro'],
  ['data.user.name | before("\\")', 'CONTOSO'],
  ['data.user.name | after("\\")', 'j.doe'],
  ['data.title | before("\\") | default("no domain")', 'no domain'],
  ['data.title | after("\\")', 'Credential dumping'],
  ['data.link | url', 'https://console.example.com/a%20b?c=%3Cd%3E'],
  ['data.script | url | default("no link")', 'no link'],
  ['data.nested | without("a", "c")', { none: null }],
])('{{ %s }}', ([expression, expected]) => {
  expect(rendered([`{{ ${expression} }}`], anEvent(odd))).toEqual([expected])
})

test.for([...filters].map(([name, { example }]) => ({ name, example })))(
  '$name takes what its own example shows, and leaves out what is missing',
  ({ name, example }) => {
    const values = rendered([`{{ data.nope | ${example} }}`], anEvent())
    expect(values).toEqual(name === 'default' ? ['none'] : name === 'map' ? ['3'] : [])
  },
)
