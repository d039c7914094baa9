import { useEffect, useRef } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { ReceiverCard, ReceiverKind } from '../../../../../preload/contract/receiver.ts'
import type { Webhook } from '../../../../../preload/contract/webhook.ts'
import { useMirror } from '../../../../stores/mirror.ts'
import { type CheckedValues, type FormValues, valuesOf } from '../form-values.ts'
import { initialFields, isUntouched } from './receiver-values.ts'
import { type Told, useRecognised } from './use-recognised.ts'

export type ChosenReceiver = {
  cards: readonly ReceiverCard[]
  /** null before the first snapshot. */
  card: ReceiverCard | null
  told: Told
  choose: (kind: ReceiverKind) => void
}

/** The receiver of the form: what the URL says, until the analyst says otherwise. */
export function useReceiver(stored: Webhook | null): ChosenReceiver {
  const { control, getValues, setValue, clearErrors } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'receiver' })
  const url = useWatch({ control, name: 'url' })
  const cards = useMirror((state) => state.receivers)
  const told = useRecognised(url)
  const cardOf = (kind: ReceiverKind) => cards.find((other) => other.kind === kind) ?? null
  const card = cardOf(field.value)
  // The URL the form was opened with was followed when it was entered.
  const followed = useRef(url)
  const byUrl = useRef<{ kind: ReceiverKind; fields: Record<string, string> } | null>(null)

  const take = (kind: ReceiverKind, known: Record<string, string> = {}) => {
    const next = cardOf(kind)
    if (!next) return
    // Whoever comes back to what is stored finds it as it is stored.
    const before = stored?.receiver === kind ? valuesOf(stored) : null
    const fields = { ...initialFields(next), ...before?.fields, ...known }
    if (kind === field.value) {
      // What the URL before it told, this one does not.
      const names = [...Object.keys(byUrl.current?.fields ?? {}), ...Object.keys(known)]
      const anew = Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
      return setValue('fields', { ...getValues('fields'), ...anew })
    }
    const rate = getValues('ratePerMinute')
    // A rate the analyst chose stays.
    if (rate === null || rate === card?.perMinute)
      setValue('ratePerMinute', before ? before.ratePerMinute : next.perMinute)
    setValue('signing', before?.signing ?? next.signs)
    // It is the body of another system.
    setValue('template', before?.template ?? null)
    setValue('fields', fields)
    clearErrors(['receiver', 'fields'])
    field.onChange(kind)
  }

  const follow = () => {
    const choices = choicesOf(told)
    const [first] = choices
    const last = byUrl.current
    if (choices.length === 1 && first) {
      take(first.receiver, first.fields)
      byUrl.current = { kind: first.receiver, fields: first.fields }
    } else if (choices.length > 1) {
      // Main asks which, as long as it is none of them.
      if (!choices.some(({ receiver }) => receiver === field.value)) take('custom')
    } else if (last && card?.kind === last.kind && isUntouched(card, getValues('fields'), last.fields)) {
      // It was there by the old URL alone.
      take('custom')
      byUrl.current = null
    }
  }

  const followNow = useRef(follow)
  useEffect(() => {
    followNow.current = follow
  })
  useEffect(() => {
    // Not yet told.
    if (told.of !== (url ?? '').trim() || followed.current === url) return
    followed.current = url
    followNow.current()
  }, [told, url])

  const choose = (kind: ReceiverKind) => {
    take(kind, choicesOf(told).find(({ receiver }) => receiver === kind)?.fields)
  }
  return { cards, card, told, choose }
}

/** The receivers the URL may lead to. */
export const choicesOf = ({ recognised }: Told) => (recognised.kind === 'known' ? recognised.choices : [])
