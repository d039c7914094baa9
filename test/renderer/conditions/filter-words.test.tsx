import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Condition, StoredFilter } from '../../../preload/contract/filter.ts'
import { conditionWords, filterSummary } from '../../../renderer/conditions/filter-words.ts'
import { FilterWords } from '../../../renderer/conditions/FilterWords.tsx'

afterEach(cleanup)
const host = (value: string): Condition => ({ op: 'equals', path: 'host', value })

describe('a condition in words', () => {
  it.each<[Condition, string, string]>([
    [{ op: 'severity', atLeast: 'high' }, 'Severity is at least high', 'Severity is below high'],
    [host('WIN-1'), 'Host is WIN-1', 'Host is not WIN-1'],
    [{ op: 'contains', path: 'user', value: 'adm' }, 'User contains adm', 'User lacks adm'],
    [{ op: 'starts', path: 'user', value: 'adm' }, 'User starts with adm', 'User starts not with adm'],
    [{ op: 'ends', path: 'user', value: 'adm' }, 'User ends with adm', 'User ends not with adm'],
    [{ op: 'in', path: 'rule', values: ['R-1', 'R-2'] }, 'Rule is one of R-1, R-2', 'Rule is none of R-1, R-2'],
    [
      { op: 'cidr', path: '*', network: '10.0.0.0/8' },
      'Any field is in network 10.0.0.0/8',
      'Any field not in network 10.0.0.0/8',
    ],
    [{ op: 'exists', path: 'data.link' }, 'data.link is there', 'data.link is not there'],
    [
      { op: 'in', path: 'host', values: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
      'Host is one of a, b, c, d, e and 2 more',
      'Host is none of a, b, c, d, e and 2 more',
    ],
    [host('gpj.\u202eexe'), 'Host is gpj.⟨U+202E⟩exe', 'Host is not gpj.⟨U+202E⟩exe'],
  ])('%o', (condition, words, negated) => {
    expect([conditionWords(condition, false), conditionWords(condition, true)]).toEqual([words, negated])
  })
})

describe('a filter', () => {
  it('in short is how many conditions it has', () => {
    expect(filterSummary(null)).toBe('Every event of these types')
    expect(filterSummary({ op: 'not', of: host('a') })).toBe('1 condition')
    expect(filterSummary({ op: 'any', of: [host('a'), { op: 'all', of: [host('b'), host('c')] }] })).toBe(
      '3 conditions',
    )
  })

  const wordsOf = (filter: StoredFilter) => {
    const { container } = render(<FilterWords filter={filter} />)
    return container.textContent
  }
  it.each<[string, StoredFilter, string]>([
    ['none', null, 'Every event of these types'],
    ['one that can’t be read', { op: 'unreadable' }, 'It can’t be read, so every event of these types is sent'],
    ['a group of one is that one', { op: 'any', of: [host('a')] }, 'Host is a'],
    ['twice not is not', { op: 'not', of: { op: 'not', of: host('a') } }, 'Host is a'],
    ['not any', { op: 'not', of: { op: 'any', of: [host('a')] } }, 'None of these:Host is a'],
    [
      'groups in groups',
      { op: 'all', of: [host('a'), { op: 'any', of: [host('b'), { op: 'not', of: host('c') }] }] },
      'All of these:Host is aAny of these:Host is bHost is not c',
    ],
  ])('in words: %s', (_what, filter, words) => expect(wordsOf(filter)).toBe(words))
})
