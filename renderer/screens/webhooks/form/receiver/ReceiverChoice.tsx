import { useState } from 'react'
import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import type { ReceiverKind } from '../../../../../preload/contract/receiver.ts'
import { Segmented } from '../../../../components/Segmented.tsx'
import { Select } from '../../../../components/Select.tsx'
import { errorAt } from '../../../../components/error-at.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import { holds } from './receiver-values.ts'
import { ReceiverLine } from './ReceiverLine.tsx'
import { type ChosenReceiver, choicesOf } from './use-receiver.ts'

type ReceiverChoiceProps = { receiver: ChosenReceiver; url: string | null }

/** Which receiver: asked only where the URL doesn't tell. */
export function ReceiverChoice({ receiver: { cards, card, told, choose }, url }: ReceiverChoiceProps) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { errors } = useFormState({ control, name: 'receiver' })
  const fields = useWatch({ control, name: 'fields' })
  // A new URL may tell again.
  const [changedAt, setChangedAt] = useState<{ url: string | null } | null>(null)
  if (card === null) return null
  const error = errorAt(errors, 'receiver')
  const nameOf = (kind: ReceiverKind) => cards.find((other) => other.kind === kind)?.name ?? kind
  const choices = choicesOf(told)
  if (choices.length > 1)
    return (
      <Segmented
        label="Which of these is it? Their URLs look alike."
        value={card.kind}
        onChange={choose}
        options={choices.map(({ receiver }) => ({ value: receiver, label: nameOf(receiver) }))}
        error={error}
      />
    )
  const [first] = choices
  const isTold = first?.receiver === card.kind
  const changing = changedAt?.url === url
  if (!changing && error === undefined && (isTold || url === null))
    return (
      <ReceiverLine
        name={card.name}
        told={isTold ? 'recognised by its URL' : ''}
        postsTo={isTold && holds(card, fields, first.when ?? {}) ? completed(first.url, told.of) : null}
        onChange={() => setChangedAt({ url })}
      />
    )
  return (
    <Select
      label="Receiver"
      value={card.kind}
      onChange={choose}
      options={cards.map(({ kind, name }) => ({ value: kind, label: name }))}
      hint={isTold ? 'Recognised by its URL.' : hintFor(card.kind, first && nameOf(first.receiver), url)}
      error={error}
      autoFocus={changing}
    />
  )
}

function hintFor(kind: ReceiverKind, told: string | undefined, url: string | null): string {
  if (told !== undefined) return `The URL looks like one of ${told}.`
  const hasUrl = url === null || url.trim() !== ''
  if (kind === 'custom')
    return hasUrl
      ? 'It decides what is sent, and what counts as delivered.'
      : 'The URL tells it. Without one yet, choose here and see how to get it.'
  return hasUrl ? 'The URL doesn’t tell. What one looks like stands below.' : 'How to get its URL stands below.'
}

/** Without the query: some of it only says what the answer is to hold. */
function completed(full: string, pasted: string): string | null {
  const place = (text: string) => {
    const url = URL.parse(text.trim())
    return url && url.origin + url.pathname
  }
  const posted = place(full)
  return posted === place(pasted) ? null : posted
}
