import { describe, expect, it } from 'vitest'
import type { Filter } from '../../../preload/contract/filter.ts'
import { asGroup, peel } from '../../../renderer/conditions/filter-parts.ts'
import {
  type AtPath,
  choiceOf,
  fromGroup,
  fromMatching,
  operatorOptions,
  withField,
  withOperator,
} from '../../../renderer/conditions/row-values.ts'

const equals: AtPath = { op: 'equals', path: 'host', value: 'WIN-1' }

describe('a filter as a group', () => {
  it.each<[string, Filter | null, Filter | null]>([
    ['none is an empty group', null, null],
    ['a condition is a group of one', equals, { op: 'all', of: [equals] }],
    ['so is its opposite', { op: 'not', of: equals }, { op: 'all', of: [{ op: 'not', of: equals }] }],
    [
      'not and any stay',
      { op: 'not', of: { op: 'any', of: [equals] } },
      { op: 'not', of: { op: 'any', of: [equals] } },
    ],
    ['not not goes', { op: 'not', of: { op: 'not', of: { op: 'any', of: [equals] } } }, { op: 'any', of: [equals] }],
  ])('%s', (_what, filter, back) => {
    const group = asGroup(filter, 'filter')
    expect(
      fromGroup(
        group,
        group.parts.map((part) => part.filter),
      ),
    ).toEqual(back)
  })

  it('knows where each part stands', () => {
    const paths = (filter: Filter) => asGroup(filter, 'filter').parts.map((part) => peel(part.filter, part.path).path)
    expect(paths(equals)).toEqual(['filter'])
    expect(paths({ op: 'not', of: equals })).toEqual(['filter.of'])
    expect(paths({ op: 'any', of: [equals, { op: 'not', of: equals }] })).toEqual(['filter.of.0', 'filter.of.1.of'])
    expect(paths({ op: 'not', of: { op: 'any', of: [equals] } })).toEqual(['filter.of.of.0'])
  })

  it.each([
    ['all', { op: 'all', negated: false }],
    ['any', { op: 'any', negated: false }],
    ['not any', { op: 'any', negated: true }],
    ['not all', { op: 'all', negated: true }],
  ] as const)('matching "%s"', (matching, group) => expect(fromMatching(matching)).toEqual(group))
})

describe('another field', () => {
  it('keeps the comparison and the value, and the not', () => {
    expect(withField(equals, true, 'user')).toEqual({ op: 'not', of: { op: 'equals', path: 'user', value: 'WIN-1' } })
    expect(withField(equals, false, 'other')).toEqual({ op: 'equals', path: '', value: 'WIN-1' })
  })
  it('that is the severity has its own, and back', () => {
    expect(withField(equals, true, 'severity')).toEqual({ op: 'severity', atLeast: 'high' })
    expect(withField({ op: 'severity', atLeast: 'low' }, true, 'rule')).toEqual({
      op: 'equals',
      path: 'rule',
      value: '',
    })
  })
  it('that is any of them can’t be there or not', () => {
    expect(withField({ op: 'exists', path: 'host' }, true, '*')).toEqual({ op: 'equals', path: '*', value: '' })
    expect(operatorOptions('*').map(({ label }) => label)).not.toContain('is there')
    expect(operatorOptions('host').map(({ label }) => label)).toContain('is there')
  })
  it.each([
    ['host', 'host'],
    ['*', '*'],
    ['data.agent.name', 'other'],
    ['constructor', 'other'],
    ['', 'other'],
  ] as const)('"%s" is shown as %s', (path, choice) => expect(choiceOf({ ...equals, path })).toBe(choice))
})

describe('another comparison', () => {
  it('keeps what was typed as far as it has a place', () => {
    const list = withOperator(equals, 'in')
    expect(list).toEqual({ op: 'in', path: 'host', values: ['WIN-1'] })
    expect(withOperator({ op: 'in', path: 'host', values: ['a', 'b'] }, 'not contains')).toEqual({
      op: 'not',
      of: { op: 'contains', path: 'host', value: 'a' },
    })
    expect(withOperator({ op: 'contains', path: 'host', value: '10.0.0.0/8' }, 'cidr')).toEqual({
      op: 'cidr',
      path: 'host',
      network: '10.0.0.0/8',
    })
    expect(withOperator(equals, 'not exists')).toEqual({ op: 'not', of: { op: 'exists', path: 'host' } })
    expect(withOperator({ op: 'exists', path: 'host' }, 'in')).toEqual({ op: 'in', path: 'host', values: [] })
  })
})
