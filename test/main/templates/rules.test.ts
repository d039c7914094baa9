import { describe, expect, test } from 'vitest'
import { compileTemplate } from '../../../main/templates/compile.ts'
import { aReceiver, anEvent, rendered } from './a-receiver.ts'

test('a text that is one expression gives the value itself, whatever it is', () => {
  const data = { n: 1.5, yes: true, list: [1, { a: null }], text: '"quoted"' }
  expect(rendered(['{{ data.n }}', '{{data.yes}}', '{{ data.list }}', '{{ data.text }}'], anEvent(data))).toEqual([
    1.5,
    true,
    [1, { a: null }],
    '"quoted"',
  ])
})
test('in a longer text, values become text', () => {
  const data = { n: 1.5, yes: true, list: [1, { a: 'b' }], none: null }
  const template = '{{ data.n }}/{{ data.yes }}/{{ data.list }}/{{ data.none }}/{{ data.nope }}/{{ data.title }}'
  expect(rendered(template, anEvent(data))).toBe('1.5/true/[1,{"a":"b"}]///Credential dumping')
})
test('what is missing is left out, with its key or its place in a list', () => {
  expect(rendered({ a: '{{ data.nope }}', b: ['{{ data.nope }}', 'kept'], c: null }, anEvent())).toEqual({
    b: ['kept'],
    c: null,
  })
})
test('where a receiver takes no null, none is sent, nor one inside a value', () => {
  const data = { none: null, inner: { none: null, list: [null, 1] } }
  const template = { a: '{{ data.none }}', b: '{{ data.inner }}', c: null, d: [null] }
  expect(rendered(template, anEvent(data), aReceiver({ takesNull: false }))).toEqual({ b: { list: [1] }, d: [] })
  expect(rendered(template, anEvent(data))).toEqual({ a: null, b: data.inner, c: null, d: [null] })
})
test('an object with $if is left out where its value is missing, null or empty, and $if is never sent', () => {
  const data = { yes: 'x', none: null, text: '', list: [], object: {}, no: false, zero: 0 }
  const names = ['yes', 'none', 'text', 'list', 'object', 'no', 'zero', 'nope']
  const template = names.map((name) => ({ $if: `{{ data.${name} }}`, name }))
  expect(rendered(template, anEvent(data))).toEqual([{ name: 'yes' }, { name: 'no' }, { name: 'zero' }])
  expect(rendered({ a: { $if: '{{ data.nope }}', b: 1 } }, anEvent())).toEqual({})
})
test('paths lead to list items, odd keys, the flat event and the receiver’s fields', () => {
  const data = { tags: ['a', 'b'], 'odd key': { "it's": 1 }, id: 'data’s own', type: 'data’s own' }
  const template = ['{{ data.tags.1 }}', `{{ data["odd key"]["it's"] }}`, '{{ event.id }}', '{{ fields.project }}']
  expect(rendered(template, anEvent(data))).toEqual(['b', 1, 'evt_01JD', 'SOC'])
  expect(rendered('{{ type_name }} {{ event.title }}', anEvent())).toBe('Critical Security Event Credential dumping')
})
test('quotes are how {{ itself is written', () => {
  expect(rendered(`{{ "{{" }} data {{ '}}' }}`, anEvent())).toBe('{{ data }}')
})
test.for(['__proto__', 'constructor', 'toString', 'tags.length', 'tags.__proto__', 'title.length'])(
  'what belongs to a prototype is missing: data.%s',
  (path) => {
    expect(rendered([`{{ data.${path} }}`], anEvent({ tags: ['a'] }))).toEqual([])
  },
)
test('a key named __proto__ is a key as any other', () => {
  const data: object = JSON.parse('{"severity":"low","title":"t","__proto__":{"polluted":true},"in":{"__proto__":1}}')
  const tree = rendered({ data: '{{ data }}', flat: '{{ data | flatten }}' }, anEvent({}, { data: data as never }))
  expect(JSON.parse(JSON.stringify(tree))).toEqual({
    data,
    flat: { severity: 'low', title: 't', ['__proto___polluted']: true, ['in___proto__']: 1 },
  })
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})
test('template syntax inside a value is only text', () => {
  const title = '{{ fields.project }} {{ data | json }}'
  expect(rendered(['{{ data.title }}', 'x {{ data.title }}'], anEvent({ title }))).toEqual([title, `x ${title}`])
})

describe('every value goes through the receiver’s escape, with its place in the body', () => {
  const marking = aReceiver({ escape: (text, path) => `<${path.join('.')}:${text}>` })
  test('alone, in a text and inside a whole value; literal text does not', () => {
    const template = { a: ['plain', '{{ data.title }}'], b: 'by {{ id }}!', c: { d: '{{ data.agent }}' } }
    expect(rendered(template, anEvent({ agent: { name: 'N', ips: ['1'] } }), marking)).toEqual({
      a: ['plain', '<a.1:Credential dumping>'],
      b: 'by <b:evt_01JD>!',
      c: { d: { name: '<c.d.name:N>', ips: ['<c.d.ips.0:1>'] } },
    })
  })
  test('counted in the list as it is sent', () => {
    expect(rendered([{ $if: '{{ data.nope }}' }, '{{ id }}'], anEvent(), marking)).toEqual(['<0:evt_01JD>'])
  })
})

test('a mistake in a template written in code is thrown where it is compiled', () => {
  expect(() => compileTemplate({ a: '{{ id | uper }}' })).toThrow(/no filter “uper”/)
})
