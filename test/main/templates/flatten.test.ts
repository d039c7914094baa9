import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { flatten } from '../../../main/templates/flatten.ts'
import type { Json } from '../../../main/templates/json.ts'

const leavesOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value]

test('keys that flatten to the same name are counted, and none is lost', () => {
  expect(flatten({ a: { b: 1 }, a_b: 2, a_b_2: 3, l: ['x'], l_0: 'y' })).toEqual({
    a_b: 1,
    a_b_2: 2,
    a_b_2_2: 3,
    l_0: 'x',
    l_0_2: 'y',
  })
  expect(flatten({ '': { '': 1 }, _: 2 })).toEqual({ '': 1, _: 2 })
})

test('each leaf of a value is one of what it flattens to', () => {
  const key = fc.constantFrom('', 'a', 'b', 'a_b', '_', '2', 'a_2', '__proto__')
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>(1, 'x', true, null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      const flat = flatten({ value })
      expect(Object.values(flat as object)).toEqual(leavesOf(value))
    }),
  )
})

test('thousands of values of one name take no time', () => {
  // Each way to cut a_a_…_a into keys.
  const cut = (parts: number): Json =>
    parts === 0
      ? 1
      : Object.fromEntries(
          Array.from({ length: parts }, (_, at) => [
            Array(at + 1)
              .fill('a')
              .join('_'),
            cut(parts - at - 1),
          ]),
        )
  const flat = flatten(cut(15)) as object
  expect(Object.keys(flat)).toHaveLength(2 ** 14)
  expect(flat).toHaveProperty(`${Array(15).fill('a').join('_')}_${2 ** 14}`)
})
