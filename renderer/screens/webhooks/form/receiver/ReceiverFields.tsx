import { useFormContext, useWatch } from 'react-hook-form'
import type { ReceiverCard, ReceiverKind, Recognised } from '../../../../../preload/contract/receiver.ts'
import type { Webhook } from '../../../../../preload/contract/webhook.ts'
import { Banner } from '../../../../components/Banner.tsx'
import { Disclosure } from '../../../../components/Disclosure.tsx'
import { Segmented } from '../../../../components/Segmented.tsx'
import { Select } from '../../../../components/Select.tsx'
import type { CheckedValues, FormValues } from '../form-values.ts'
import { ReceiverHelp } from './ReceiverHelp.tsx'
import { ReceiverInput } from './ReceiverInput.tsx'
import { askedFields } from './receiver-values.ts'
import { useReceiver } from './use-receiver.ts'

/** What kind of system the URL leads to, and what that one needs beside the URL. */
export function ReceiverFields({ stored }: { stored: Webhook | null }) {
  const { control } = useFormContext<FormValues, unknown, CheckedValues>()
  const { cards, card, recognised, choose } = useReceiver()
  const values = useWatch({ control, name: 'fields' })
  if (card === null) return null
  const asked = askedFields(card, values)
  const needed = asked.filter(({ required, kind }) => required || kind === 'choice')
  const more = asked.filter((field) => !needed.includes(field))
  // A stored secret is one of this receiver and no other.
  const kept = stored?.receiver === card.kind ? stored.secretFields : []
  const nameOf = (kind: ReceiverKind) => cards.find((other) => other.kind === kind)?.name ?? kind
  const alike = recognised?.kind === 'known' && recognised.choices.length > 1 ? recognised.choices : null
  return (
    <>
      {recognised?.kind === 'retired' && <Banner tone="warn">{recognised.words}</Banner>}
      {alike !== null && (
        <Segmented
          label="URLs of these look alike. Which one is it?"
          value={card.kind}
          onChange={choose}
          options={alike.map(({ receiver }) => ({ value: receiver, label: nameOf(receiver) }))}
        />
      )}
      {alike?.some(({ receiver }) => receiver === card.kind) !== true && (
        <Select
          label="Receiver"
          value={card.kind}
          onChange={choose}
          options={cards.map(({ kind, name }) => ({ value: kind, label: name }))}
          hint={toldBy(recognised, card)}
        />
      )}
      {needed.map((field) => (
        <ReceiverInput key={`${card.kind}.${field.name}`} field={field} isStored={kept.includes(field.name)} />
      ))}
      {more.length > 0 && (
        <Disclosure title={`More for ${card.name}`} summary={more.map(({ label }) => label).join(', ')}>
          {more.map((field) => (
            <ReceiverInput key={`${card.kind}.${field.name}`} field={field} isStored={kept.includes(field.name)} />
          ))}
        </Disclosure>
      )}
      <ReceiverHelp card={card} />
    </>
  )
}

function toldBy(recognised: Recognised | null, { kind }: ReceiverCard): string {
  if (recognised?.kind === 'known' && recognised.choices.some(({ receiver }) => receiver === kind))
    return 'Recognised by the URL.'
  return 'What the URL leads to: it decides what is sent, and what counts as delivered.'
}
