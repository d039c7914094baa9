import type { ReceiverKind } from '../../preload/contract/receiver.ts'
import type { WebhookDraft } from '../../preload/contract/webhook.ts'
import { isRefused } from '../engine/guard.ts'
import { completeUrl } from '../receivers/complete-url.ts'
import { receivers } from '../receivers/index.ts'
import { recognise } from '../receivers/recognise.ts'
import { refusedWords } from './agree.ts'
import type { Stored } from './fill-in.ts'
import { refuseField } from './refuse-field.ts'

/** Where the events go: what was entered, else what is stored. Throws a Refusal where nothing can, or may, be sent there. */
export function fillUrl({ url: entered, receiver, fields }: WebhookDraft, stored: Stored | null): URL {
  const given = entered ?? stored?.secrets.url
  if (given === undefined) throw refuseField('draft.url', 'Paste the URL of the receiver.')
  refuseRetired(given)
  refuseUnanswered(receiver, given)
  const url = new URL(completeUrl(receiver, given, fields))
  // SECURITY: refused at connect as well; here the analyst can still change it.
  if (isRefused(url.hostname)) throw refuseField('draft.url', refusedWords)
  return url
}

/** Whatever receiver is chosen: a URL its maker switched off answers nothing any more. */
function refuseRetired(url: string): void {
  const recognised = recognise(url)
  if (recognised.kind === 'retired') throw refuseField('draft.url', recognised.words)
}

/** The receivers a URL may lead to take different bodies. Of one that is known, the analyst chose otherwise. */
function refuseUnanswered(receiver: ReceiverKind, url: string): void {
  const recognised = recognise(url)
  if (receiver !== 'custom' || recognised.kind !== 'known' || recognised.choices.length < 2) return
  const names = recognised.choices.map((choice) => receivers[choice.receiver].name)
  throw refuseField(
    'draft.receiver',
    `Choose whether this URL leads to ${names.join(' or ')}. They take different bodies.`,
  )
}
