import { useState } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { NumberField } from '../../../components/NumberField.tsx'
import { Switch } from '../../../components/Switch.tsx'
import { useMirror } from '../../../stores/mirror.ts'
import { paceWords } from '../pace-words.ts'
import type { CheckedValues, FormValues } from './form-values.ts'

/** How fast, and whether one after the other. */
export function PaceFields() {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field: order } = useController({ control, name: 'keepOrder' })
  const { field: rate, fieldState } = useController({ control, name: 'ratePerMinute' })
  const receiver = useWatch({ control, name: 'receiver' })
  const card = useMirror((state) => state.receivers.find(({ kind }) => kind === receiver))
  const preset = card && card.perMinute !== null ? `Preset to ${card.perMinute} for ${card.name}. ` : ''
  const [open, setOpen] = useState(false)
  const error = fieldState.error?.message
  return (
    <Disclosure
      title="Order and rate"
      summary={paceWords({ keepOrder: order.value, ratePerMinute: rate.value })}
      open={open || error !== undefined}
      onOpenChange={setOpen}
    >
      <Switch
        selected={order.value}
        onChange={order.onChange}
        hint="One request at a time: slower, and a failing event holds up those behind it."
      >
        Keep order
      </Switch>
      <NumberField
        label="Send at most"
        unit="requests a minute"
        value={rate.value}
        onChange={rate.onChange}
        hint={`${preset}Empty: no limit. Waiting for it uses no attempt.`}
        error={error}
      />
    </Disclosure>
  )
}
