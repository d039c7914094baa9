import { type ReceiverCard, type ReceiverKind, receiverKinds } from '../../preload/contract/receiver.ts'
import { receivers } from '../receivers/index.ts'
import type { Receiver } from '../receivers/receiver.ts'

/** The receivers as the form needs them. */
export const receiverCards: ReceiverCard[] = receiverKinds.map(cardOf)

function cardOf(kind: ReceiverKind): ReceiverCard {
  const receiver: Receiver = receivers[kind]
  const { name, urlExample, setUp, unconfirmed, fields, signs, limits, dedup } = receiver
  return {
    kind,
    name,
    urlExample,
    setUp: [...setUp],
    unconfirmed: [...unconfirmed],
    fields: fields.map(({ check: _check, exact: _exact, ...field }) => field),
    signs,
    perMinute: limits.perMinute,
    dedup,
  }
}
