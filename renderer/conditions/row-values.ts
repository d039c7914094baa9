import type { Condition, FieldShortcut, Filter, Group } from '../../preload/contract/filter.ts'
import type { GroupView } from './filter-parts.ts'
import { asShortcut, type Matching, type Operator, operatorNames } from './filter-words.ts'

// What the inputs of a filter show, and what a choice in one of them makes of it. Pure.

export type FieldChoice = 'severity' | FieldShortcut | 'other'
export type AtPath = Exclude<Condition, { op: 'severity' }>

const negate = (filter: Condition | Group, negated: boolean): Filter => (negated ? { op: 'not', of: filter } : filter)

/** null: there is nothing left in it. */
export const fromGroup = ({ op, negated }: Pick<GroupView, 'op' | 'negated'>, of: Filter[]): Filter | null =>
  of.length === 0 ? null : negate({ op, of }, negated)

export const fromMatching = (matching: Matching): Pick<GroupView, 'op' | 'negated'> => ({
  op: matching === 'all' || matching === 'not all' ? 'all' : 'any',
  negated: matching.startsWith('not '),
})

export const newCondition = (): Filter => ({ op: 'equals', path: 'host', value: '' })
export const newGroup = (): Filter => ({ op: 'any', of: [newCondition()] })

export const choiceOf = (condition: Condition): FieldChoice =>
  condition.op === 'severity' ? 'severity' : (asShortcut(condition.path) ?? 'other')

export function withField(condition: Condition, negated: boolean, choice: FieldChoice): Filter {
  if (choice === 'severity') return { op: 'severity', atLeast: 'high' }
  const path = choice === 'other' ? '' : choice
  if (condition.op === 'severity') return { op: 'equals', path, value: '' }
  // That any field at all is there says nothing.
  if (condition.op === 'exists' && choice === '*') return { op: 'equals', path, value: '' }
  return negate({ ...condition, path }, negated)
}

export const operatorOf = ({ op }: AtPath, negated: boolean): Operator => (negated ? `not ${op}` : op)

const isOperator = (key: string): key is Operator => Object.hasOwn(operatorNames, key)

export const operatorOptions = (choice: FieldChoice): { value: Operator; label: string }[] =>
  Object.entries(operatorNames).flatMap(([value, label]) =>
    isOperator(value) && !(choice === '*' && value.endsWith('exists')) ? [{ value, label }] : [],
  )

/** Another operator; what was typed is kept as far as it has a place there. */
export function withOperator(condition: AtPath, operator: Operator): Filter {
  return negate(compared(condition, operator), operator.startsWith('not '))
}

function compared(condition: AtPath, operator: Operator): AtPath {
  const { path } = condition
  const values = valuesOf(condition)
  const value = values[0] ?? ''
  switch (operator) {
    case 'equals':
    case 'not equals':
      return { op: 'equals', path, value }
    case 'contains':
    case 'not contains':
      return { op: 'contains', path, value }
    case 'starts':
    case 'not starts':
      return { op: 'starts', path, value }
    case 'ends':
    case 'not ends':
      return { op: 'ends', path, value }
    case 'in':
    case 'not in':
      return { op: 'in', path, values }
    case 'cidr':
    case 'not cidr':
      return { op: 'cidr', path, network: value }
    case 'exists':
    case 'not exists':
      return { op: 'exists', path }
  }
}

function valuesOf(condition: AtPath): string[] {
  if (condition.op === 'in') return condition.values
  if (condition.op === 'exists') return []
  const value = condition.op === 'cidr' ? condition.network : condition.value
  return value === '' ? [] : [value]
}

export const withCondition = negate
