import { useState } from 'react'
import { useFormContext, useFormState } from 'react-hook-form'
import type { Condition, Filter } from '../../preload/contract/filter.ts'
import { Button } from '../components/Button.tsx'
import { Select } from '../components/Select.tsx'
import { TextField } from '../components/TextField.tsx'
import { errorAt } from '../components/error-at.ts'
import { fieldNames } from './filter-words.ts'
import { ConditionValue } from './ConditionValue.tsx'
import styles from './filter.module.css'
import {
  choiceOf,
  type FieldChoice,
  operatorOf,
  operatorOptions,
  withCondition,
  withField,
  withOperator,
} from './row-values.ts'
import { SeverityValue } from './SeverityValue.tsx'

const fields: readonly { value: FieldChoice; label: string }[] = [
  { value: 'severity', label: 'Severity' },
  { value: 'host', label: fieldNames.host },
  { value: 'user', label: fieldNames.user },
  { value: 'rule', label: fieldNames.rule },
  { value: '*', label: fieldNames['*'] },
  { value: 'other', label: 'Other' },
]

type ConditionRowProps = {
  condition: Condition
  negated: boolean
  /** Where it stands in the form's values. */
  path: string
  /** "2.1": which condition it is, for those who can't see where. */
  number: string
  onChange: (filter: Filter) => void
  onRemove: () => void
}

/** Which field, how it is compared, and with what. Stands in a form whose values have a `filter`. */
export function ConditionRow({ condition, negated, path, number, onChange, onRemove }: ConditionRowProps) {
  const { control } = useFormContext<{ filter: Filter | null }>()
  const { errors } = useFormState({ control, name: 'filter' })
  // Whoever types "host" there on the way to "hostname" does not want another input.
  const [other, setOther] = useState(choiceOf(condition) === 'other')
  const choice = other ? 'other' : choiceOf(condition)
  const choose = (next: FieldChoice) => {
    setOther(next === 'other')
    onChange(withField(condition, negated, next))
  }
  return (
    <div
      className={styles['row']}
      data-other={other || undefined}
      data-list={condition.op === 'in' || undefined}
      role="group"
      aria-label={`Condition ${number}`}
    >
      <Select label="Field" labelHidden value={choice} onChange={choose} options={fields} />
      {condition.op === 'severity' ? (
        <SeverityValue condition={condition} negated={negated} onChange={onChange} />
      ) : (
        <>
          {other && (
            <div className={styles['path']}>
              <TextField
                label="Path of the field"
                labelHidden
                mono
                placeholder="data.network.source_ip"
                value={condition.path}
                onChange={(typed) => onChange(withCondition({ ...condition, path: typed }, negated))}
                error={errorAt(errors, `${path}.path`)}
                autoFocus={condition.path === ''}
              />
            </div>
          )}
          <div className={styles['operator']}>
            <Select
              label="Comparison"
              labelHidden
              value={operatorOf(condition, negated)}
              onChange={(operator) => onChange(withOperator(condition, operator))}
              options={operatorOptions(choice)}
            />
          </div>
          <div className={styles['value']}>
            <ConditionValue
              condition={condition}
              onChange={(next) => onChange(withCondition(next, negated))}
              errorOf={(name) => errorAt(errors, `${path}.${name}`)}
            />
          </div>
        </>
      )}
      <div className={styles['remove']}>
        <Button look="quiet" small label={`Remove condition ${number}`} onPress={onRemove}>
          ✕
        </Button>
      </div>
    </div>
  )
}
