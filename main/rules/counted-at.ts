import type { EventSource } from '../../preload/contract/event.ts'

/** A file may have lain there for long, and is read in a moment: its events count by the times it gives them. */
const bringsOld: Record<EventSource, boolean> = {
  http: false,
  folder: true,
  import: true,
  manual: false,
  agents: false,
  rules: false,
}

/** When an event counts as having happened, ms since 1970; never ahead of `now`. */
export const countedAt = (timestamp: string, source: EventSource, now: number): number =>
  bringsOld[source] ? Math.min(now, Date.parse(timestamp)) : now

/** What comes in now and what old files bring is counted apart: neither ends the window of the other. */
export const countedKey = (key: string, source: EventSource): string =>
  bringsOld[source] ? JSON.stringify([source, key]) : key
