import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Settlement } from './settle.ts'

type Waiting = { delivery: DeliveryRow; end: Settlement; done: (error: unknown) => void }

type Effects = {
  ledger: Ledger
  /** Writes one end inside the running transaction. Answers whether it disables the webhook. */
  settleOne: (delivery: DeliveryRow, end: Settlement) => boolean
  /** Called once that is committed. */
  disabled: (webhookId: string) => void
}

/**
 * Puts the ends that came in one turn of the loop on disk in one transaction, so that syncing to disk costs once for
 * all of them. One that can't be written fails alone.
 */
export function openSettler({ ledger, settleOne, disabled }: Effects) {
  let waiting: Waiting[] = []

  function flush(): void {
    const batch = waiting
    waiting = []
    try {
      const results = ledger.write(() => batch.map(trySettle))
      for (const { delivery, disables } of results) if (disables) disabled(delivery.webhook_id)
      for (const { done, error } of results) done(error)
    } catch (error) {
      for (const { done } of batch) done(error)
    }
  }

  function trySettle({ delivery, end, done }: Waiting) {
    try {
      return { delivery, done, disables: settleOne(delivery, end), error: null }
    } catch (error) {
      return { delivery, done, disables: false, error }
    }
  }

  /** Answers when the end is on disk; rejects where it could not be written. */
  return (delivery: DeliveryRow, end: Settlement): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ delivery, end, done: (error) => (error === null ? resolve() : reject(error)) })
      if (waiting.length === 1) setImmediate(flush)
    })
}
