/** `at`: ms since the run began, sleep included, on one clock that nobody sets. */
type Moment = { at: number }
/** Attempt `attempt` of the delivery whose webhook-id is `delivery`. */
type OfAttempt = Moment & { delivery: string; attempt: number }
type OfWebhook = Moment & { webhook: string }

export type SettledEnd = {
  code: string
  manual: boolean
  counted: boolean
  /** Of the delivery: automatic attempts charged so far. */
  attempts: number
  /** ms until its next attempt; null: none is to come. */
  dueIn: number | null
}

export type SeenRequest = OfAttempt & {
  kind: 'request'
  /** The id of the webhook whose receiver saw it. */
  webhook: string
  method: string
  url: string
  /** Names in lower case. */
  headers: Record<string, string>
  /** null: it broke off before all of the body was there. */
  body: Buffer | null
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
  /** The head of a request reached a receiver. */
  | SeenRequest
  /** Bytes that are no head of a request reached its receiver: a new connection, or more of a body. */
  | (OfWebhook & { kind: 'bytes' })
  /** The whole answer reached the sender. `retryAfterMs`: the hint it held. */
  | (OfAttempt & { kind: 'answered'; status: number; retryAfterMs: number | null })
  /** (exact) The attempt's end was committed. `end`: what was committed with it, where somebody looked at once. */
  | (OfAttempt & { kind: 'settled'; end?: SettledEnd })
  /** The disabling was committed. `by`: as the ledger has it. */
  | (OfWebhook & { kind: 'disabled'; by: 'user' | 'gone' | 'exhausted' })
  /** The change was committed. */
  | (OfWebhook & { kind: 'enabled' })
  | (OfWebhook & { kind: 'deleted' })
  | (OfWebhook & { kind: 'restored' })
  /**
   * The webhook has the next of its signing secrets. Committed at some time between these two, wall clock, ms since 1970.
   */
  | (OfWebhook & { kind: 'rotated'; from: number; until: number })
  /** (exact) From this commit on the delivery is held. */
  | (Moment & { kind: 'held'; delivery: string })
  /** The analyst asked for what was held to be sent, or dismissed. */
  | (OfWebhook & { kind: 'released' })
  | (OfWebhook & { kind: 'dismissed' })
  /** The analyst was told that what was held since the last disabling goes on; or, with `all`, everything held. */
  | (OfWebhook & { kind: 'resumed'; all: boolean })
  /** The analyst asked for a delivery once more; null: for all that have failed. */
  | (Moment & { kind: 'redelivered'; delivery: string | null })
  | (Moment & { kind: 'cancelled'; delivery: string })
  /** Waits before attempts 2 to 5, seconds, from here on. Before the first such entry: the defaults. */
  | (Moment & { kind: 'steps'; seconds: readonly number[] })
  /** (exact) An attempt ended while the workstation had no network, and not a byte of it had reached anybody. */
  | (OfAttempt & { kind: 'offline' })
  /** (exact) What can be the workstation's own trouble changed. `fault`: the proxy's; null: it works. */
  | (Moment & { kind: 'network'; state: 'up' | 'down' | 'asleep' })
  | (Moment & { kind: 'proxy'; fault: string | null })
  | (Moment & { kind: 'keyring'; locked: boolean })
  /** What is as old as this, days, may be gone from the ledger from here on. */
  | (Moment & { kind: 'pruned'; bodyDays: number; historyDays: number })
  /** Somebody set the wall clock. */
  | (Moment & { kind: 'clock'; by: number; /** While nobody could see it: closed, or asleep. */ unseen?: true })
  /** The process was gone from here on; the next entry comes from the one after it. `quit`: it ended as it should. */
  | (Moment & { kind: 'crash' })
  | (Moment & { kind: 'quit' })

export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>

/** The entries of some kinds, with their places in the order. */
export const placed = <K extends Entry['kind']>(entries: readonly Entry[], ...kinds: K[]) =>
  entries.flatMap((entry, place) =>
    (kinds as Entry['kind'][]).includes(entry.kind) ? [{ ...(entry as EntryOf<K>), place }] : [],
  )
