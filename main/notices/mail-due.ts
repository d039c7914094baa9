import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import type { MailAccount } from './mail-account.ts'
import { mailOfEvents } from './mail-events.ts'
import type { MailBody } from './mail-letter.ts'
import { mailOfNotice } from './mail-notices.ts'
import { refusedWords } from './mail-retry.ts'

/** One mail: the rows it tells of, and who is to get it. */
export type MailBatch = { rows: readonly OutboxRow[]; body: MailBody; to: string[] }

/** Of critical events in one mail. */
const mostEvents = 1_000

/** When the next mail is due; null: none waits. Of critical events none is before `eventsFrom`. */
export function nextMail(ledger: Ledger, eventsFrom: number): number | null {
  const notice = ledger.outbox.nextDue('mail', 'notice')
  const event = ledger.outbox.nextDue('mail', 'event')
  const next = Math.min(notice ?? Infinity, event === null ? Infinity : Math.max(event, eventsFrom))
  return next === Infinity ? null : next
}

/** Up to `most` mails that are due, notices first. What there is nothing more to tell of, or nobody to tell it to, waits no longer. */
export function takeDue(
  ledger: Ledger,
  { to }: MailAccount,
  { now, eventsFrom, most }: { now: number; eventsFrom: number; most: number },
): MailBatch[] {
  const batches: MailBatch[] = []
  const gone: OutboxRow[] = []
  const over: OutboxRow[] = []

  function add(rows: readonly OutboxRow[], body: MailBody | null): void {
    const rest = rows[0]?.rest ?? null
    const left = rest === null ? to : to.filter((address) => rest.to.includes(address))
    if (left.length === 0) over.push(...rows)
    else if (body === null) gone.push(...rows)
    else batches.push({ rows, body, to: left })
  }

  for (const row of ledger.outbox.due('mail', 'notice', now, most)) {
    const notice = ledger.notices.get(row.ref)
    add([row], notice && mailOfNotice(ledger, notice))
  }
  const isFull = batches.length >= most || now < eventsFrom
  const events = isFull ? [] : ledger.outbox.due('mail', 'event', now, mostEvents)
  for (const rows of Map.groupBy(events, ({ rest }) => JSON.stringify(rest)).values()) {
    const ids = rows.map(({ ref }) => ref)
    add(rows, mailOfEvents(ledger, ids))
  }
  if (gone.length + over.length > 0)
    ledger.write((touched) => {
      touched.mails = true
      for (const { seq } of gone) ledger.outbox.drop(seq)
      for (const { seq, rest } of over)
        ledger.outbox.settle(seq, { state: 'sent', code: 'sent', reason: refusedWords(rest?.refused ?? []) }, now)
    })
  return batches
}

/** What the settings do not want mailed waits no longer, and is not mailed should they want it later. */
export function dropUnwanted(ledger: Ledger, { enabled, critical }: Pick<MailAccount, 'enabled' | 'critical'>): void {
  const unwanted = [
    ...(enabled ? [] : (['notice'] as const)),
    ...(enabled && critical !== 'off' ? [] : (['event'] as const)),
  ]
  if (unwanted.every((about) => ledger.outbox.nextDue('mail', about) === null)) return
  ledger.write((touched) => {
    touched.mails = true
    for (const about of unwanted) ledger.outbox.dropWaiting('mail', about)
  })
}
