import { useEffect, useRef } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { ReceiverCard, ReceiverKind, Recognised } from '../../../../../preload/contract/receiver.ts'
import type { Webhook } from '../../../../../preload/contract/webhook.ts'
import { useMirror } from '../../../../stores/mirror.ts'
import { type CheckedValues, type FormValues, valuesOf } from '../form-values.ts'
import { initialFields, isUntouched } from './receiver-values.ts'
import { useRecognised } from './use-recognised.ts'

type Told = Record<string, string>

export type ChosenReceiver = {
  cards: readonly ReceiverCard[]
  /** null before the first snapshot. */
  card: ReceiverCard | null
  /** What the URL says; null while that is being asked. */
  recognised: Recognised | null
  choose: (kind: ReceiverKind) => void
}

/** The receiver of the form: what the URL says, until the analyst says otherwise. */
export function useReceiver(stored: Webhook | null): ChosenReceiver {
  const { control, getValues, setValue, clearErrors } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'receiver' })
  const url = useWatch({ control, name: 'url' })
  const cards = useMirror((state) => state.receivers)
  const recognised = useRecognised(url)
  const cardOf = (kind: ReceiverKind) => cards.find((other) => other.kind === kind) ?? null
  const card = cardOf(field.value)
  // The URL the form was opened with was followed when it was entered.
  const followed = useRef(url)
  const byUrl = useRef<{ kind: ReceiverKind; told: Told } | null>(null)

  const take = (kind: ReceiverKind, told: Told = {}) => {
    const next = cardOf(kind)
    if (!next) return
    // Whoever comes back to what is stored finds it as it is stored.
    const before = stored?.receiver === kind ? valuesOf(stored) : null
    const fields = { ...initialFields(next), ...before?.fields, ...told }
    if (kind === field.value) {
      // What the URL before it told, this one does not.
      const names = [...Object.keys(byUrl.current?.told ?? {}), ...Object.keys(told)]
      const anew = Object.fromEntries(names.map((name) => [name, fields[name] ?? '']))
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

  const follow = (found: Recognised) => {
    const choices = found.kind === 'known' ? found.choices : []
    const [first] = choices
    const last = byUrl.current
    if (choices.length === 1 && first) {
      take(first.receiver, first.fields)
      byUrl.current = { kind: first.receiver, told: first.fields }
    } else if (choices.length > 1) {
      // Main asks which, as long as it is none of them.
      if (!choices.some(({ receiver }) => receiver === field.value)) take('custom')
    } else if (last && card?.kind === last.kind && isUntouched(card, getValues('fields'), last.told)) {
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
    if (recognised === null || followed.current === url) return
    followed.current = url
    followNow.current(recognised)
  }, [recognised, url])

  const choose = (kind: ReceiverKind) => {
    const told = recognised?.kind === 'known' ? recognised.choices.find(({ receiver }) => receiver === kind) : undefined
    take(kind, told?.fields)
  }
  return { cards, card, recognised, choose }
}
