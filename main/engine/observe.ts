import type { EventInput, EventSource, SecurityEvent } from '../../preload/contract/event.ts'
import type { Touched } from '../ledger/touched.ts'

/**
 * What comes in from a source. `finding`: too mild to be an event of its own, but rules may want it. `heartbeat`: an
 * agent's sign of life and nothing else.
 */
export type Sighting =
  | { kind: 'event'; event: SecurityEvent; source: EventSource }
  | { kind: 'finding'; event: Omit<SecurityEvent, 'type'>; source: EventSource }
  | { kind: 'heartbeat'; agent: { id: string; name: string | null }; source: EventSource }

/** An event that follows from what was seen: an agent is back, a rule matched. */
export type Following = { input: EventInput; source: Extract<EventSource, 'agents' | 'rules'> }

/**
 * Looks at all that comes in, inside the transaction that takes it in: what it writes, and the events it answers, are on
 * disk together with what they follow from, or not at all. It must be quick, and what it throws loses nothing but itself.
 */
export type Observer = (touched: Touched, sighting: Sighting, now: number) => readonly Following[]
