import type { Webhook, WebhookDraft } from '../../preload/contract/webhook.ts'
import { Refusal } from '../refusal.ts'
import { openWebhookSecrets, type WebhookSecrets } from '../engine/target.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import type { Effects } from './effects.ts'
import type { Stored } from './fill-in.ts'
import { makeSave } from './save-webhook.ts'
import { unreadableFields } from './unreadable-fields.ts'
import { viewWebhook } from './views.ts'

export type StoredWebhooks = ReturnType<typeof openStoredWebhooks>

/** The webhooks in the ledger, as the commands read and change them. */
export function openStoredWebhooks({ ledger, clock, secrets }: Pick<Effects, 'ledger' | 'clock' | 'secrets'>) {
  function find(id: string): WebhookRow {
    const row = ledger.webhooks.get(id)
    if (!row || row.removed_at !== null) throw new Refusal('missing', 'This webhook was deleted. Choose another one.')
    return row
  }

  const open = (row: WebhookRow): Stored => ({
    definition: row.definition,
    secrets: openWebhookSecrets(secrets, row),
    signingUpdatedAt: row.signing_updated_at,
  })

  const view = (id: string): Webhook => viewWebhook(ledger, find(id), clock.now())

  return {
    find,
    open,
    view,
    /** Secrets that can't be read any more are no obstacle where each is entered anew; none is replaced in silence. */
    openUnlessReplaced(row: WebhookRow, draft: WebhookDraft): Stored | null {
      try {
        return open(row)
      } catch (error) {
        const fields = unreadableFields(draft, row)
        if (Object.keys(fields).length === 0) return null
        const message = error instanceof Refusal ? error.message : 'The stored secrets of this webhook can’t be read.'
        throw new Refusal('unavailable', message, fields)
      }
    },
    change(id: string, run: (row: WebhookRow) => void): Webhook {
      ledger.write((touched) => {
        run(find(id))
        touched.webhooks.add(id)
      })
      return view(id)
    },
    save(row: WebhookRow, values: WebhookSecrets, before: Stored | null, definition = row.definition): void {
      const now = clock.now()
      ledger.webhooks.update(makeSave(row.id, definition, values, before, { secrets, now }), now)
    },
  }
}
