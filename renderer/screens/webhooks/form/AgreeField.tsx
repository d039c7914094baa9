import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { AddressClass } from '../../../../preload/contract/outcome.ts'
import { Checkbox } from '../../../components/Checkbox.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'

/** Where main says a URL of the form leads now. */
export type LeadsTo = { url: FormValues['url']; addressClass: AddressClass }

const words: Record<AddressClass, string> = {
  public: 'Send to the public internet',
  private: 'Send to the private network',
  loopback: 'Send to this workstation',
}

/** Asks to agree to where the URL leads now. There only where main asked, or what is agreed to was kept in a form. */
export function AgreeField({ leadsTo }: { leadsTo: LeadsTo | null }) {
  const { control, clearErrors } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'agreeTo' })
  const url = useWatch({ control, name: 'url' })
  const asked = leadsTo?.url === url ? leadsTo.addressClass : field.value
  if (asked === null) return null
  const choose = (selected: boolean) => {
    field.onChange(selected ? asked : null)
    if (selected) clearErrors('url')
  }
  return (
    <Checkbox
      selected={field.value === asked}
      onChange={choose}
      hint="Its name leads there now. Nothing is sent until that is agreed to."
    >
      {words[asked]}
    </Checkbox>
  )
}
