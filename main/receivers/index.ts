import type { ReceiverKind } from '../../preload/contract/webhook.ts'
import { custom } from './custom.ts'
import type { Receiver } from './receiver.ts'

/** Every kind has its receiver: a missing one does not compile. */
export const receivers: { [K in ReceiverKind]: Receiver & { kind: K } } = { custom }
