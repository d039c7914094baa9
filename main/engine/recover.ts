import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { spreadWaiting } from './backlog.ts'
import { settle } from './settle.ts'

type Parts = { ledger: Ledger; log: Pick<Log, 'error'>; now: number; random: () => number; steps: readonly number[] }

/** Once at start, before anything is sent, so that nothing the last run left behind is lost, late or sent all at once. */
export function recover({ ledger, log, now, random, steps }: Parts): void {
  ledger.write((touched) => {
    for (const delivery of ledger.deliveries.sending()) {
      try {
        ledger.write(() => settleUnknown(touched, delivery))
      } catch (error) {
        log.error('an open attempt could not be settled', error, { delivery: delivery.id })
      }
    }
    // The clock may have been set back while the app was closed.
    spreadWaiting(ledger, touched, { now, steps })
  })

  /** An attempt that was left open may have arrived: shown as unknown, and sent again. */
  function settleUnknown(touched: Touched, delivery: DeliveryRow): void {
    const unknown = { code: 'unknown', detail: null, trace: null, answer: null } as const
    settle(ledger, touched, delivery, unknown, { steps, now, random: random(), revision: null })
  }
}
