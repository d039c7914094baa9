import { Controller, useFormContext, useFormState } from 'react-hook-form'
import { severities } from '../../../../preload/contract/event.ts'
import { countConditions, mostConditions } from '../../../../preload/contract/filter.ts'
import type { RuleDraft } from '../../../../preload/contract/rule.ts'
import { Select } from '../../../components/Select.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { asGroup } from '../../../conditions/filter-parts.ts'
import { FilterGroup } from '../../../conditions/FilterGroup.tsx'
import { severityNames } from '../../events/severity.ts'
import type { FormValues } from './form-values.ts'
import styles from './RuleForm.module.css'
import { WhenFields } from './WhenFields.tsx'

const severityOptions = severities.map((value) => ({ value, label: severityNames[value] }))

export function RuleFields() {
  const { control } = useFormContext<FormValues, unknown, RuleDraft>()
  const { errors } = useFormState({ control, name: 'filter' })
  return (
    <>
      <Controller
        control={control}
        name="name"
        render={({ field, fieldState }) => (
          <TextField
            label="Name"
            value={field.value}
            onChange={field.onChange}
            error={fieldState.error?.message}
            autoFocus={field.value === ''}
          />
        )}
      />
      <Controller
        control={control}
        name="severity"
        render={({ field }) => (
          <Select
            label="Severity of its alerts"
            value={field.value}
            onChange={field.onChange}
            options={severityOptions}
          />
        )}
      />
      <Controller
        control={control}
        name="filter"
        render={({ field }) => (
          <div role="group" aria-labelledby="rule-conditions" className={styles['conditions']}>
            <h3 id="rule-conditions" className={styles['label']}>
              Conditions
            </h3>
            {field.value === null && (
              <p className={styles['quiet']}>All events and findings match. Add a condition for fewer.</p>
            )}
            <FilterGroup
              group={asGroup(field.value, 'filter')}
              number=""
              depth={1}
              isFull={field.value !== null && countConditions(field.value) >= mostConditions}
              onChange={field.onChange}
            />
            {errors.filter?.message !== undefined && <p className={styles['problem']}>{errors.filter.message}</p>}
          </div>
        )}
      />
      <WhenFields />
    </>
  )
}
