import { useEffect, useState } from 'react'
import { call, refusalWords } from '../../bridge.ts'
import { mirror } from '../../stores/mirror.ts'

type Counted = { since: number; webhookId: string | null; count: number | null; failure: string | null }

/** How many deliveries would be sent again; null while that is being counted, or where there is nothing to ask. */
export function useFailedCount(since: number | null, webhookId: string | null) {
  const [counted, setCounted] = useState<Counted | null>(null)
  useEffect(() => {
    if (since === null) return
    let latest = 0
    const ask = () => {
      const mine = (latest += 1)
      const tell = (answer: Pick<Counted, 'count' | 'failure'>) => {
        if (mine === latest) setCounted({ since, webhookId, ...answer })
      }
      call('deliveries.failedSince', { since, webhookId }).then(
        ({ count }) => tell({ count, failure: null }),
        (error: unknown) => tell({ count: null, failure: refusalWords(error) }),
      )
    }
    ask()
    // One more that failed, or one that was sent again elsewhere, changes the count.
    const stop = mirror.store.subscribe((state, before) => {
      if (state.counters.failed !== before.counters.failed) ask()
    })
    return () => {
      latest = -1
      stop()
    }
  }, [since, webhookId])
  const isOf = counted !== null && counted.since === since && counted.webhookId === webhookId
  return isOf ? counted : { count: null, failure: null }
}
