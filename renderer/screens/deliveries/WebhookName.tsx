import type { Delivery } from '../../../preload/contract/delivery.ts'
import { useMirror } from '../../stores/mirror.ts'

/** As it is called now; a deleted webhook keeps the name it had when the delivery was read. */
export function WebhookName({ delivery: { webhookId, webhookName } }: { delivery: Delivery }) {
  return useMirror((state) => state.webhooks[webhookId]?.name ?? webhookName)
}
