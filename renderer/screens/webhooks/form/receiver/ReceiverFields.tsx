import { Fragment } from 'react'
import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import type { Webhook } from '../../../../../preload/contract/webhook.ts'
import { Banner } from '../../../../components/Banner.tsx'
import { errorAt } from '../../../../components/error-at.ts'
import type { CheckedValues, FormValues } from '../form-values.ts'
import { MoreFields } from './MoreFields.tsx'
import { ReceiverChoice } from './ReceiverChoice.tsx'
import { ReceiverHelp } from './ReceiverHelp.tsx'
import { ReceiverInput } from './ReceiverInput.tsx'
import { sortFields } from './receiver-values.ts'
import { type ChosenReceiver, choicesOf, useReceiver } from './use-receiver.ts'

/** What kind of system the URL leads to, and what that one needs beside the URL. */
export function ReceiverFields({ stored }: { stored: Webhook | null }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const receiver = useReceiver(stored)
  const [url, values] = useWatch({ control, name: ['url', 'fields'] })
  const { errors } = useFormState({ control, name: 'url' })
  const { card, told } = receiver
  if (card === null) return null
  if (told.recognised.kind === 'retired')
    // A refusal says the same words at the URL.
    return errorAt(errors, 'url') === undefined && <Banner tone="warn">{told.recognised.words}</Banner>
  const { needed, more } = sortFields(card, values, toldNames(receiver, url))
  // A stored secret is one of this receiver and no other.
  const kept = stored?.receiver === card.kind ? stored.secretFields : []
  return (
    <>
      <ReceiverChoice receiver={receiver} url={url} />
      {!isOpen(receiver) && (
        // Another receiver's inputs are others, though they may have the same names.
        <Fragment key={card.kind}>
          {needed.map((field) => (
            <ReceiverInput key={field.name} field={field} isStored={kept.includes(field.name)} />
          ))}
          <div>
            {more.length > 0 && <MoreFields name={card.name} fields={more} values={values} stored={kept} />}
            <ReceiverHelp card={card} hasUrl={url === null || url.trim() !== ''} />
          </div>
        </Fragment>
      )}
    </>
  )
}

/** The URL leads to one of several, and nobody has said which. */
const isOpen = ({ card, told }: ChosenReceiver): boolean =>
  choicesOf(told).length > 1 && !choicesOf(told).some(({ receiver }) => receiver === card?.kind)

/** A stored URL has told already what it tells. */
function toldNames({ card, told }: ChosenReceiver, url: string | null): string[] {
  if (url === null) return (card?.fields ?? []).map(({ name }) => name)
  return Object.keys(choicesOf(told).find(({ receiver }) => receiver === card?.kind)?.fields ?? {})
}
