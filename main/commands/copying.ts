import type { Handlers } from '../../preload/contract/commands.ts'
import { Refusal } from '../refusal.ts'
import { prepare } from '../engine/render.ts'
import { makeTarget } from '../engine/target.ts'
import { curlOf } from './curl.ts'
import type { Effects } from './effects.ts'
import type { StoredWebhooks } from './stored-webhooks.ts'

type CopyHandlers = Pick<Handlers, 'app.copyText' | Extract<keyof Handlers, `curl.${string}`>>

/** The page has no clipboard: what it may copy goes through here. */
export function makeCopyHandlers({ ledger, clock, copyText }: Effects, webhooks: StoredWebhooks): CopyHandlers {
  /** The attempt's request made anew: of the webhook as it is now, with its secrets, signed now. */
  function render(id: string, number: number) {
    const delivery = ledger.deliveries.listed(id)
    const event = delivery && ledger.events.byId(delivery.event_id)
    if (!event || !ledger.attempts.ofDelivery(delivery.seq).some((attempt) => attempt.number === number))
      throw new Refusal('missing', 'This attempt is not in the ledger any more. Choose a newer delivery.')
    const row = webhooks.find(delivery.webhook_id)
    const now = clock.now()
    const target = makeTarget(row.definition, webhooks.open(row).secrets, { now, agreed: row.address_class })
    const prepared = prepare(target, event, { deliveryId: id, attempt: number, now })
    if ('code' in prepared)
      throw new Refusal(
        'conflict',
        'With the webhook as it is now, this request can’t be made. Press Test Webhook: it says what is wrong.',
      )
    return { method: 'POST', url: prepared.url.href, headers: prepared.headers, body: prepared.body }
  }

  return {
    // SECURITY: to the clipboard only; nothing lets the page read it.
    'app.copyText': async ({ text }) => {
      await copyText(text)
      return {}
    },
    'curl.copy': async ({ sent }) => {
      await copyText(curlOf(sent))
      return {}
    },
    'curl.copyWithSecrets': async ({ id, number }) => {
      // SECURITY: from main to the clipboard, because the analyst asked for it and was told; the page never has it.
      await copyText(curlOf(render(id, number)))
      return {}
    },
  }
}
