import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { spreadOverdue } from './backlog.ts'
import { longestWait } from './retry.ts'
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
    // A clock that was set back while the app was closed must not make anything wait for days, nor an old success count
    // for all that fails from now on.
    ledger.waiting.clamp({ now, latest: now + longestWait(steps) })
    spreadOverdue(ledger, touched, now)
  })

  /** An attempt that was left open may have arrived: shown as unknown, and sent again. */
  function settleUnknown(touched: Touched, delivery: DeliveryRow): void {
    const unknown = { code: 'unknown', detail: null, trace: null, answer: null } as const
    settle(ledger, touched, delivery, unknown, { steps, now, random: random() })
  }
}
