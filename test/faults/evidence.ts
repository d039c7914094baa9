import { type AttemptFact, type DeliveryFact, type LedgerRows, readLedger } from './read-ledger.ts'
import type { Entry } from './record.ts'

/** What a test hands to the checker. */
export type RunRecord = {
  /** The data folder, with `ledger.sqlite` in it. */
  folder: string
  entries: readonly Entry[]
  /** The wall clock at the end, ms since 1970. */
  now?: number
  /** Every signing secret a webhook ever had, by its id. */
  signing: ReadonlyMap<string, readonly string[]>
  /** What may be in no file of the folder and in no message: signing secrets, header values, passwords, keys. */
  secrets: readonly string[]
  /** Messages to the page, as they were sent. */
  page: readonly string[]
  /** What was logged, where that is in no file. */
  log?: readonly string[]
}

/** What the rules judge by: the record, and the rows of the ledger by delivery. */
export type Evidence = RunRecord & {
  rows: LedgerRows
  delivery: ReadonlyMap<string, DeliveryFact>
  /** The attempts of a delivery, by number. */
  attemptsOf: (deliveryId: string) => readonly AttemptFact[]
  attempt: (deliveryId: string, number: number) => AttemptFact | undefined
}

/** One promise, checked. Answers what broke it. */
export type Rule = { name: string; check: (evidence: Evidence) => string[] }

export function gatherEvidence(record: RunRecord, ledgerPath: string): Evidence {
  const rows = readLedger(ledgerPath)
  const byDelivery = Map.groupBy(rows.attempts, (attempt) => attempt.delivery_id)
  const attemptsOf = (id: string) => byDelivery.get(id) ?? []
  return {
    ...record,
    rows,
    delivery: new Map(rows.deliveries.map((delivery) => [delivery.id, delivery])),
    attemptsOf,
    attempt: (id, number) => attemptsOf(id).find((attempt) => attempt.number === number),
  }
}
