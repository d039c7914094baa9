import { formatDuration } from './duration.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

/** "now", "12 s ago", "5 min ago", "2 h ago", "3 d ago", then the date. A time ahead (a clock set back) is "now". */
export function relativeWords(at: number, now: number): string {
  const passed = now - at
  if (passed < 1000) return 'now'
  if (passed < minute) return `${Math.floor(passed / 1000)} s ago`
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`
  if (passed < day) return `${Math.floor(passed / hour)} h ago`
  if (passed < 14 * day) return `${Math.floor(passed / day)} d ago`
  return date.format(at)
}

/** "in 1 min 40 s"; "now" once it is due. Rounded up, so that it never promises too early. */
export function countdownWords(at: number, now: number): string {
  const left = Math.ceil((at - now) / 1000) * 1000
  return left <= 0 ? 'now' : `in ${formatDuration(left)}`
}

/** Local and UTC, to the second: for a title. */
export function exactWords(at: number): string {
  const utc = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  return `${local.format(at)}\n${utc} UTC`
}

/** "10:42:17", local. */
export const clockWords = (at: number): string => clock.format(at)
/** "23 Nov 2026, 14:05", local. */
export const minuteWords = (at: number): string => `${date.format(at)}, ${clock.format(at).slice(0, 5)}`
/** "23 Nov 2026", local. */
export const dateWords = (at: number): string => date.format(at)
