import { LinesField } from '../components/LinesField.tsx'
import { TextField } from '../components/TextField.tsx'
import type { AtPath } from './row-values.ts'

type ConditionValueProps = {
  condition: AtPath
  onChange: (condition: AtPath) => void
  errorOf: (name: 'value' | 'values' | 'network') => string | undefined
}

/** What a field is compared with. */
export function ConditionValue({ condition, onChange, errorOf }: ConditionValueProps) {
  switch (condition.op) {
    case 'equals':
    case 'contains':
    case 'starts':
    case 'ends':
      return (
        <TextField
          label="Value"
          labelHidden
          value={condition.value}
          onChange={(value) => onChange({ ...condition, value })}
          error={errorOf('value')}
          autoFocus={condition.value === '' && condition.path !== ''}
        />
      )
    case 'in':
      return (
        <LinesField
          label="Values, one per line"
          labelHidden
          placeholder="One per line"
          lines={3}
          value={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
          error={errorOf('values')}
        />
      )
    case 'cidr':
      return (
        <TextField
          label="Network"
          labelHidden
          mono
          placeholder="10.20.0.0/16"
          value={condition.network}
          onChange={(network) => onChange({ ...condition, network })}
          error={errorOf('network')}
        />
      )
    case 'exists':
      return null
  }
}
