import { setImmediate } from 'node:timers/promises'
import type { Input } from '../../preload/contract/commands.ts'
import type { FailedPlace } from '../ledger/failed-deliveries.ts'
import type { Effects } from './effects.ts'
import { queueAgain } from './queue-again.ts'

/** As many as one transaction takes in a few ms, so that deliveries go on between two of them. */
const batch = 500

/** Sends what failed from a time on once more, of one webhook or of all; answers how many that are. */
export async function redeliverFailed(
  { ledger, engine, clock }: Pick<Effects, 'ledger' | 'engine' | 'clock'>,
  { since, webhookId }: Input<'deliveries.redeliverFailedSince'>,
): Promise<{ count: number }> {
  // What fails again meanwhile is not sent a third time.
  const span = { since, lastAttempt: ledger.deliveries.lastAttempt() }
  let count = 0

  function redeliverSome(id: string, after: FailedPlace | null): FailedPlace | null {
    return ledger.write((touched) => {
      const webhook = ledger.webhooks.get(id)
      if (!webhook || webhook.removed_at !== null || webhook.disabled_at !== null) return null
      const rows = ledger.deliveries.failed(id, span, after, batch)
      queueAgain(ledger, rows, touched, clock.now())
      count += rows.length
      return rows.length < batch ? null : (rows.at(-1) ?? null)
    })
  }

  const ids = webhookId === null ? ledger.webhooks.all().map(({ id }) => id) : [webhookId]
  for (const id of ids) {
    let place: FailedPlace | null = null
    do {
      place = redeliverSome(id, place)
      engine.wake([id])
      if (place) await setImmediate()
    } while (place)
  }
  return { count }
}
