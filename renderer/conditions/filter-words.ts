import {
  type Condition,
  countConditions,
  type FieldShortcut,
  fieldShortcuts,
  type Filter,
  type Group,
} from '../../preload/contract/filter.ts'
import { visibleText } from '../format/visible.ts'

export const fieldNames: Record<FieldShortcut, string> = { host: 'Host', user: 'User', rule: 'Rule', '*': 'Any field' }

export const asShortcut = (path: string): FieldShortcut | null => fieldShortcuts.find((name) => name === path) ?? null

export type Operator = `${'' | 'not '}${Exclude<Condition['op'], 'severity'>}`

export const operatorNames: Record<Operator, string> = {
  equals: 'is',
  'not equals': 'is not',
  contains: 'contains',
  'not contains': 'lacks',
  starts: 'starts with',
  'not starts': 'starts not with',
  ends: 'ends with',
  'not ends': 'ends not with',
  in: 'is one of',
  'not in': 'is none of',
  cidr: 'is in network',
  'not cidr': 'not in network',
  exists: 'is there',
  'not exists': 'is not there',
}
export const severityNames = { least: 'is at least', below: 'is below' } as const

/** How the parts of a group go together. */
export type Matching = `${'' | 'not '}${Group['op']}`
export const matchingNames: Record<Matching, string> = {
  all: 'All of these',
  any: 'Any of these',
  'not any': 'None of these',
  'not all': 'Not all of these',
}

export const matchingOf = (op: Group['op'], negated: boolean): Matching => (negated ? `not ${op}` : op)

/** "Host contains WIN-FIN" */
export function conditionWords(condition: Condition, negated: boolean): string {
  if (condition.op === 'severity')
    return `Severity ${negated ? severityNames.below : severityNames.least} ${condition.atLeast}`
  const operator: Operator = negated ? `not ${condition.op}` : condition.op
  const shortcut = asShortcut(condition.path)
  const words = [shortcut ? fieldNames[shortcut] : condition.path, operatorNames[operator], valueWords(condition)]
  return visibleText(words.filter((word) => word !== '').join(' '))
}

const mostShown = 5

function valueWords(condition: Exclude<Condition, { op: 'severity' }>): string {
  switch (condition.op) {
    case 'equals':
    case 'contains':
    case 'starts':
    case 'ends':
      return condition.value
    case 'cidr':
      return condition.network
    case 'exists':
      return ''
    case 'in': {
      const more = condition.values.length - mostShown
      const shown = condition.values.slice(0, mostShown).join(', ')
      return more > 0 ? `${shown} and ${more} more` : shown
    }
  }
}

/** What is folded away under Filter, in short. */
export function filterSummary(filter: Filter | null): string {
  if (filter === null) return 'Every event of these types'
  const count = countConditions(filter)
  return count === 1 ? '1 condition' : `${count} conditions`
}
