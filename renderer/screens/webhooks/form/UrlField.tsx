import { useController, useFormContext } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { SecretField } from '../../../components/SecretField.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { CheckedValues, FormValues } from './form-values.ts'

const hint = 'Where events are sent. Only https, because they are confidential.'

/** A URL can be a secret itself: then it is shown with dots and only replaced. */
export function UrlField({ stored }: { stored: Webhook | null }) {
  const { control, trigger, setValue } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field, fieldState } = useController({ control, name: 'url' })
  const shared = {
    label: 'URL',
    hint,
    placeholder: 'https://acme.service-now.com/api/now/table/incident',
    onChange: (url: string | null) => {
      field.onChange(url)
      // What was agreed to was said of another URL.
      setValue('agreeTo', null)
    },
    error: fieldState.error?.message,
    // As soon as it is left; but an empty field is not yet a mistake.
    onBlur: () => {
      if (field.value !== null && field.value.trim() !== '') void trigger('url')
    },
  }
  if (stored && !stored.url.whole)
    return <SecretField {...shared} value={field.value} stored={stored.url.shown} readable />
  return <TextField {...shared} value={field.value ?? ''} mono />
}
