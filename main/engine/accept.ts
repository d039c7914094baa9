import type { EventData, EventInput, EventSource } from '../../preload/contract/event.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import { makeId } from './ids.ts'
import { match } from './match.ts'

/** As long as a deletion is likely to be taken back, the events of that time are kept for it. */
const undoMs = 10 * 60 * 1000

/** `queuedFor`: the webhooks it is now queued for. `held`: how many disabled ones keep it. */
export type Accepted = { id: string; duplicate: boolean; queuedFor: string[]; held: number }

/**
 * Stamps the event, and writes it and its deliveries inside the running transaction: once that is committed, they
 * survive a power cut. An id that is known already makes nothing.
 */
export function accept(
  ledger: Ledger,
  touched: Touched,
  { input, source, now }: { input: EventInput; source: EventSource; now: number },
): Accepted {
  const event = {
    id: input.id ?? makeId('evt', now),
    type: input.type,
    timestamp: new Date(input.timestamp ?? now).toISOString(),
    data: input.data,
  }
  const seq = ledger.events.insert({ ...event, subject: subjectOf(event.data), source, acceptedAt: now })
  if (seq === null) return { id: event.id, duplicate: true, queuedFor: [], held: 0 }
  touched.events.add(event.id)
  const queuedFor: string[] = []
  const wanted = match(event, ledger.webhooks.wishesSince(now - undoMs))
  let held = 0
  for (const webhook of wanted) {
    const isHeld = webhook.disabled_at !== null || webhook.removed_at !== null
    const id = makeId('dlv', now)
    ledger.deliveries.insert(id, webhook.id, seq, isHeld ? 'held' : 'queued', now)
    touched.deliveries.add(id)
    touched.webhooks.add(webhook.id)
    if (!isHeld) queuedFor.push(webhook.id)
    else if (webhook.removed_at === null) held += 1
  }
  return { id: event.id, duplicate: false, queuedFor, held }
}

/** Whom or what the event is about, for lists: the agent, else the user, else the rule. */
function subjectOf(data: EventData): string | null {
  for (const key of ['agent', 'user', 'rule']) {
    const part = data[key]
    if (typeof part === 'object' && part !== null && 'name' in part && typeof part.name === 'string') return part.name
  }
  return null
}
