import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileFilter } from '../../../main/conditions/compile.ts'
import { filterSchema } from '../../../preload/contract/filter.ts'
import { anyEvent, anyFilter } from './arbitraries.ts'

const many = { numRuns: 2000 }
const filters = fc.array(anyFilter, { minLength: 1, maxLength: 5 })

test('any filter answers yes or no of any event, and the same each time', () => {
  const property = fc.property(anyFilter, anyEvent, (filter, event) => {
    const before = JSON.stringify(event)
    const passes = compileFilter(filter)
    const answer = passes(event)
    expect([true, false]).toContain(answer)
    expect(passes(event)).toBe(answer)
    expect(JSON.stringify(event)).toBe(before)
  })
  fc.assert(property, many)
})

test('not is the complement', () => {
  const property = fc.property(anyFilter, anyEvent, (filter, event) => {
    expect(compileFilter({ op: 'not', of: filter })(event)).toBe(!compileFilter(filter)(event))
  })
  fc.assert(property, many)
})

test('all is and, any is or', () => {
  const property = fc.property(filters, anyEvent, (of, event) => {
    const each = of.map((filter) => compileFilter(filter)(event))
    expect(compileFilter({ op: 'all', of })(event)).toBe(each.every(Boolean))
    expect(compileFilter({ op: 'any', of })(event)).toBe(each.some(Boolean))
  })
  fc.assert(property, many)
})

test('both answers come up', () => {
  const answers = fc.sample(fc.tuple(anyFilter, anyEvent), 500).map(([filter, event]) => compileFilter(filter)(event))
  for (const answer of [true, false]) expect(answers.filter((one) => one === answer).length).toBeGreaterThan(50)
})

test('in list is equals to any of them; what equals, contains', () => {
  const path = fc.constantFrom('host', '*', 'data.agent.name', 'user')
  const values = fc.array(fc.constantFrom('win-fin-07', '10.20.30.41', 'true', '0', 'x'), { minLength: 1 })
  const property = fc.property(path, values, anyEvent, (at, list, event) => {
    const equal = list.map((value) => compileFilter({ op: 'equals', path: at, value })(event))
    expect(compileFilter({ op: 'in', path: at, values: list })(event)).toBe(equal.some(Boolean))
    equal.forEach((yes, index) => {
      if (yes) expect(compileFilter({ op: 'contains', path: at, value: list[index] ?? '' })(event)).toBe(true)
    })
  })
  fc.assert(property, many)
})

test('what is stored is read back as it was', () => {
  const property = fc.property(anyFilter, (filter) => {
    const parsed = filterSchema.safeParse(filter)
    // A path of blanks and dots is trimmed or refused; neither is what this is about.
    fc.pre(parsed.success)
    expect(filterSchema.parse(JSON.parse(JSON.stringify(parsed.data)))).toEqual(parsed.data)
  })
  fc.assert(property, { numRuns: 500 })
})
