import type { Maintenance } from '../../preload/contract/agent.ts'
import { fits } from './glob.ts'

const dayMs = 24 * 60 * 60 * 1000
const stepDays = { once: 0, daily: 1, weekly: 7 }

type Kept = { id: string; name: string; maintenance_until: number | null }

export const isMeant = (pattern: string, { id, name }: { id: string; name: string }): boolean =>
  fits(pattern, name) || fits(pattern, id)

/**
 * When the last maintenance of an agent ends that covers a moment of `from` up to `to`; null: none does. All in ms since
 * 1970.
 */
export function maintenanceEnd(
  windows: readonly Maintenance[],
  agent: Kept,
  from: number,
  to: number = from,
): number | null {
  let end = agent.maintenance_until !== null && agent.maintenance_until > from ? agent.maintenance_until : null
  for (const window of windows) {
    if (!isMeant(window.pattern, agent)) continue
    for (const each of endsOf(window, from, to)) end = Math.max(end ?? each, each)
  }
  return end
}

/** By the calendar: at two in the night it stays two in the night when summer begins. */
function endsOf(window: Maintenance, from: number, to: number): number[] {
  const length = window.until - window.from
  const step = stepDays[window.repeat]
  if (step === 0) return window.from <= to && window.until > from ? [window.until] : []
  const ends: number[] = []
  // A day may have 23 hours, so one round earlier than it seems.
  const first = Math.max(0, Math.floor((from - length - window.from) / (step * dayMs)) - 1)
  for (let round = first; ; round += 1) {
    const start = new Date(window.from)
    start.setDate(start.getDate() + round * step)
    if (!(start.getTime() <= to)) return ends
    const end = start.getTime() + length
    if (end > from) ends.push(end)
  }
}
