import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { NumberField } from '../../../components/NumberField.tsx'
import { Select } from '../../../components/Select.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { RuleDraft, WhenKind } from '../../../../preload/contract/rule.ts'
import { whenNames } from '../rule-words.ts'
import { FieldChoice } from './FieldChoice.tsx'
import type { FormValues } from './form-values.ts'
import styles from './RuleForm.module.css'

const kinds = (['each', 'count', 'first', 'absence'] as const).map((value): { value: WhenKind; label: string } => ({
  value,
  label: whenNames[value],
}))

/** When it fires, of what meets the conditions. */
export function WhenFields() {
  const { control } = useFormContext<FormValues, unknown, RuleDraft>()
  const kind = useWatch({ control, name: 'when.kind' })
  return (
    <>
      <Controller
        control={control}
        name="when.kind"
        render={({ field }) => (
          <Select label="Fires when" value={field.value} onChange={field.onChange} options={kinds} />
        )}
      />
      {kind === 'count' && (
        <div className={styles['pair']}>
          <Controller
            control={control}
            name="when.atLeast"
            render={({ field, fieldState }) => (
              <NumberField
                label="At least"
                unit="events"
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
          <Time name="when.withinSeconds" label="Within" hint="Files are counted by the times they say." />
        </div>
      )}
      {kind === 'first' && (
        <>
          <Controller
            control={control}
            name="when.of"
            render={({ field, fieldState }) => (
              <FieldChoice
                label="New value of"
                value={field.value}
                onChange={(path) => field.onChange(path ?? '')}
                error={fieldState.error?.message}
              />
            )}
          />
          <div className={styles['pair']}>
            <Controller
              control={control}
              name="when.rememberDays"
              render={({ field, fieldState }) => (
                <NumberField
                  label="Remember values for"
                  unit="days"
                  value={field.value}
                  onChange={field.onChange}
                  error={fieldState.error?.message}
                />
              )}
            />
            <Time name="when.learnSeconds" label="Learn first for" hint="It fires nothing before." />
          </div>
        </>
      )}
      {kind === 'absence' && (
        <Time
          name="when.forSeconds"
          label="For"
          hint="Fires once, until something matches again. Time in which the app is off or the workstation asleep does not count."
        />
      )}
      {kind !== 'absence' && (
        <Controller
          control={control}
          name="by"
          render={({ field, fieldState }) => (
            <FieldChoice
              label="Tell apart by"
              none="Nothing: all together"
              hint="Each value counts and cools down by itself."
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      )}
      <Time
        name="coolDownSeconds"
        label="Cool-down"
        hint="After an alert none for so long. What it keeps back is counted, and new values are named in the next."
      />
    </>
  )
}

type TimeName = 'when.withinSeconds' | 'when.learnSeconds' | 'when.forSeconds' | 'coolDownSeconds'

/** "5 min", "2 h" */
function Time({ name, label, hint }: { name: TimeName; label: string; hint?: string }) {
  const { control } = useFormContext<FormValues, unknown, RuleDraft>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <TextField
          label={label}
          value={field.value}
          onChange={field.onChange}
          hint={hint}
          error={fieldState.error?.message}
        />
      )}
    />
  )
}
