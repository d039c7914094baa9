import { useEffect, useState } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import type { RefusalError } from '../../../bridge.ts'
import { checkValues } from './check-values.ts'
import { type CheckedValues, emptyValues, type FormValues, newWebhookId, valuesOf } from './form-values.ts'
import { placeRefusal } from './place-refusal.ts'
import { dropUnsaved, keepUnsaved, unsavedOf } from './unsaved.ts'

export type WebhookForm = UseFormReturn<FormValues, unknown, CheckedValues>

/** The form's values, checked by the schema main checks them by. Leaving the form keeps what was typed. */
export function useWebhookForm(webhook: Webhook | undefined) {
  const key = webhook?.id ?? 'add'
  // Once: what main says while the form is open must not overwrite what is being typed.
  const [initial] = useState(() => (webhook ? valuesOf(webhook) : emptyValues()))
  const [kept] = useState(() => unsavedOf(key))
  const [id] = useState(() => kept?.id ?? webhook?.id ?? newWebhookId())
  const form: WebhookForm = useForm<FormValues, unknown, CheckedValues>({
    resolver: checkValues,
    defaultValues: kept?.values ?? initial,
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  })

  const { subscribe } = form
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          if (JSON.stringify(values) === JSON.stringify(initial)) dropUnsaved(key)
          else keepUnsaved(key, { id, values: structuredClone(values) })
        },
      }),
    [subscribe, initial, key, id],
  )

  return { form, id, key, initial, resumed: kept !== undefined }
}

/** Shows a refusal at its fields; answers what is left for the whole form. */
export function showRefusal(form: WebhookForm, refusal: RefusalError): string | null {
  const { fields, rest } = placeRefusal(refusal)
  for (const { path, message } of fields) form.setError(path, { message })
  return rest
}
