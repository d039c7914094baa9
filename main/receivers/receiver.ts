import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { ReceiverKind } from '../../preload/contract/webhook.ts'

/** One kind of system at the other end. Everything that is particular to it is in its one file. */
export type Receiver = {
  kind: ReceiverKind
  /** The event as this system takes it. */
  render(event: SecurityEvent): { contentType: string; body: string }
  /** The URL for display, with dots for the parts that let anybody send to it. */
  mask(url: URL): string
}
