import type { ReceiverCard } from '../../../preload/contract/receiver.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { visibleText } from '../../format/visible.ts'
import { askedFields } from './form/receiver/receiver-values.ts'

/** The receiver, and what was entered for it; of secrets only that they are there. */
export function receiverRows({ receiver, fields, secretFields }: Webhook, cards: readonly ReceiverCard[]) {
  const card = cards.find(({ kind }) => kind === receiver)
  if (!card) return []
  const entered = askedFields(card, fields).flatMap(({ name, label, kind, initial, options }) => {
    if (kind === 'secret') return secretFields.includes(name) ? [{ label, value: '••••' }] : []
    const value = fields[name] ?? initial
    const shown = options.find((option) => option.value === value)?.label ?? visibleText(value)
    return value === '' ? [] : [{ label, value: shown }]
  })
  return [{ label: 'Receiver', value: card.name }, ...entered]
}
