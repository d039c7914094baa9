import { useRef } from 'react'
import { type Filter, mostConditions } from '../../preload/contract/filter.ts'
import { Button } from '../components/Button.tsx'
import { Select } from '../components/Select.tsx'
import { asGroup, type GroupView, isGroup, peel } from './filter-parts.ts'
import { type Matching, matchingNames, matchingOf } from './filter-words.ts'
import { ConditionRow } from './ConditionRow.tsx'
import styles from './filter.module.css'
import { useRowKeys } from './row-keys.ts'
import { fromGroup, fromMatching, newCondition, newGroup } from './row-values.ts'

const matchings = (['all', 'any', 'not any', 'not all'] as const).map((value): { value: Matching; label: string } => ({
  value,
  label: matchingNames[value],
}))

/** Deeper ones are shown and can be edited; who needs more is better served by another field. */
const mostOffered = 3

type FilterGroupProps = {
  group: GroupView
  /** "" for the whole filter, "2" for the second part of it. */
  number: string
  /** 1 for the whole filter. */
  depth: number
  isFull: boolean
  onChange: (filter: Filter | null) => void
}

/** Conditions, and groups of them, that go together in one way. */
export function FilterGroup({ group, number, depth, isFull, onChange }: FilterGroupProps) {
  const rows = useRowKeys(group.parts.length)
  const adding = useRef<HTMLDivElement>(null)
  const filters = group.parts.map(({ filter }) => filter)
  const replace = (index: number, filter: Filter) => onChange(fromGroup(group, filters.with(index, filter)))
  const add = (filter: Filter) => {
    rows.add()
    onChange(fromGroup(group, [...filters, filter]))
  }
  const remove = (index: number) => {
    // What had the focus goes; this stays.
    adding.current?.querySelector('button')?.focus()
    rows.remove(index)
    onChange(fromGroup(group, filters.toSpliced(index, 1)))
  }
  const full = isFull ? `A filter has at most ${mostConditions} conditions.` : null
  return (
    <div className={styles['group']} data-inner={depth > 1 || undefined}>
      {filters.length > 0 && (
        <div className={styles['matching']}>
          <Select
            label={number === '' ? 'Match' : `Match in group ${number}`}
            labelHidden
            value={matchingOf(group.op, group.negated)}
            onChange={(matching) => onChange(fromGroup(fromMatching(matching), filters))}
            options={matchings}
          />
          {depth > 1 && (
            <Button look="quiet" small label={`Remove group ${number}`} onPress={() => onChange(null)}>
              ✕
            </Button>
          )}
        </div>
      )}
      {group.parts.map(({ filter, path }, index) => {
        const { inner, negated, path: below } = peel(filter, path)
        const own = number === '' ? `${index + 1}` : `${number}.${index + 1}`
        return isGroup(inner) ? (
          <div key={rows.keys[index]} role="group" aria-label={`Group ${own}`}>
            <FilterGroup
              group={asGroup(filter, path)}
              number={own}
              depth={depth + 1}
              isFull={isFull}
              onChange={(next) => (next ? replace(index, next) : remove(index))}
            />
          </div>
        ) : (
          <ConditionRow
            key={rows.keys[index]}
            condition={inner}
            negated={negated}
            path={below}
            number={own}
            onChange={(next) => replace(index, next)}
            onRemove={() => remove(index)}
          />
        )
      })}
      <div ref={adding} className={styles['buttons']}>
        <Button small disabledReason={full} onPress={() => add(newCondition())}>
          Add condition
        </Button>
        {depth < mostOffered && filters.length > 0 && (
          <Button look="quiet" small disabledReason={full} onPress={() => add(newGroup())}>
            Add group
          </Button>
        )}
      </div>
    </div>
  )
}
