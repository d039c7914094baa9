import { type Severity, severities } from '../../preload/contract/event.ts'
import type { Condition, Filter } from '../../preload/contract/filter.ts'
import { Select } from '../components/Select.tsx'
import { severityNames } from './filter-words.ts'
import styles from './filter.module.css'
import { withCondition } from './row-values.ts'

type SeverityValueProps = {
  condition: Extract<Condition, { op: 'severity' }>
  negated: boolean
  onChange: (filter: Filter) => void
}

const comparisons = [
  { value: 'least', label: severityNames.least },
  { value: 'below', label: severityNames.below },
] as const
const options = severities.map((value): { value: Severity; label: string } => ({
  value,
  label: `${value[0]?.toUpperCase()}${value.slice(1)}`,
}))

/** Severities have an order, so they are compared with one of them. */
export function SeverityValue({ condition, negated, onChange }: SeverityValueProps) {
  return (
    <>
      <div className={styles['operator']}>
        <Select
          label="Comparison"
          labelHidden
          value={negated ? 'below' : 'least'}
          onChange={(next) => onChange(withCondition(condition, next === 'below'))}
          options={comparisons}
        />
      </div>
      <Select
        label="Severity"
        labelHidden
        value={condition.atLeast}
        onChange={(atLeast) => onChange(withCondition({ ...condition, atLeast }, negated))}
        options={options}
      />
    </>
  )
}
