/** `at`: ms since the run began, sleep included, on one clock that nobody sets. */
type Moment = { at: number }
/** Attempt `attempt` of the delivery whose webhook-id is `delivery`. */
type OfAttempt = Moment & { delivery: string; attempt: number }
type OfWebhook = Moment & { webhook: string }

export type SeenRequest = OfAttempt & {
  kind: 'request'
  /** The id of the webhook whose receiver saw it. */
  webhook: string
  method: string
  url: string
  /** Names in lower case. */
  headers: Record<string, string>
  body: Buffer
}

/**
 * What happened outside the ledger, one entry after the other in the order it happened. The checker holds the ledger
 * against it. Entries marked (exact) are for tests that know; the checker is more forgiving without them.
 */
export type Entry =
  /** An event was acknowledged. `wanted`: the webhooks that had it chosen then. */
  | (Moment & { kind: 'accepted'; event: string; wanted: string[] })
  /** (exact) An attempt went to the sender, whether a byte left or not. */
  | (OfAttempt & { kind: 'begun' })
  /** The first bytes of a request reached a receiver. */
  | SeenRequest
  /** The whole answer reached the sender. `retryAfterMs`: the hint it held. */
  | (OfAttempt & { kind: 'answered'; status: number; retryAfterMs: number | null })
  /** (exact) The attempt's end was committed. */
  | (OfAttempt & { kind: 'settled' })
  /** The change was committed. By whomever, where the test can see that; else by the analyst. */
  | (OfWebhook & { kind: 'disabled' | 'enabled' | 'deleted' | 'restored' })
  /** The analyst had what was held sent, or dismissed. */
  | (OfWebhook & { kind: 'released' | 'dismissed' })
  | (Moment & { kind: 'cancelled'; delivery: string })
  /** Waits before attempts 2 to 5, seconds, from here on. Before the first such entry: the defaults. */
  | (Moment & { kind: 'steps'; seconds: readonly number[] })
  /** (exact) An attempt ended while the workstation had no network, and not a byte of it had reached anybody. */
  | (OfAttempt & { kind: 'offline' })
  /** Somebody set the wall clock. */
  | (Moment & { kind: 'clock'; by: number })
  /** The process was gone from here on; the next entry comes from the one after it. */
  | (Moment & { kind: 'crash' })

export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>

/** The entries of some kinds, with their places in the order. */
export const placed = <K extends Entry['kind']>(entries: readonly Entry[], ...kinds: K[]) =>
  entries.flatMap((entry, place) =>
    (kinds as Entry['kind'][]).includes(entry.kind) ? [{ ...(entry as EntryOf<K>), place }] : [],
  )
