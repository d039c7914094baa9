import { useEffect, useRef } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import type { ReceiverCard, ReceiverKind, Recognised } from '../../../../../preload/contract/receiver.ts'
import { useMirror } from '../../../../stores/mirror.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import { initialFields } from './receiver-values.ts'
import { useRecognised } from './use-recognised.ts'

export type ChosenReceiver = {
  cards: readonly ReceiverCard[]
  /** null before the first snapshot. */
  card: ReceiverCard | null
  recognised: Recognised | null
  choose: (kind: ReceiverKind) => void
}

/** The receiver of the form: what the URL says, until the analyst says otherwise. */
export function useReceiver(): ChosenReceiver {
  const { control, getValues, setValue } = useFormContext<FormValues, unknown, CheckedValues>()
  const { field } = useController({ control, name: 'receiver' })
  const url = useWatch({ control, name: 'url' })
  const cards = useMirror((state) => state.receivers)
  const recognised = useRecognised(url)
  const followed = useRef<Recognised | null>(null)
  const card = cards.find(({ kind }) => kind === field.value) ?? null

  const take = (kind: ReceiverKind, told: Record<string, string> = {}) => {
    const next = cards.find((other) => other.kind === kind)
    if (!next) return
    const rate = getValues('ratePerMinute')
    // A rate the analyst chose stays.
    if (rate === null || rate === card?.perMinute) setValue('ratePerMinute', next.perMinute)
    if (kind !== field.value) {
      setValue('signing', next.signs)
      // It is the body of another system.
      setValue('template', null)
      setValue('fields', initialFields(next, told))
    } else setValue('fields', { ...getValues('fields'), ...told })
    field.onChange(kind)
  }

  const follow = useRef(take)
  useEffect(() => {
    follow.current = take
  })
  useEffect(() => {
    if (recognised?.kind !== 'known' || followed.current === recognised) return
    followed.current = recognised
    const [first, ...others] = recognised.choices
    if (first && others.length === 0) follow.current(first.receiver, first.fields)
  }, [recognised])

  const choose = (kind: ReceiverKind) => {
    const told = recognised?.kind === 'known' ? recognised.choices.find(({ receiver }) => receiver === kind) : undefined
    take(kind, told?.fields)
  }
  return { cards, card, recognised, choose }
}
