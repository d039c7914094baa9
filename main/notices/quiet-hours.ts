import type { Desktop } from '../../preload/contract/notice.ts'

type QuietHours = Pick<Desktop, 'quiet' | 'quietFrom' | 'quietTo'>

/**
 * When the quiet hours end that `now` is in (ms since 1970); null where it is in none. In the time of this workstation,
 * as `Date` knows it, so that a day of 23 or 25 hours ends them when its clock says so. From and to alike are no hours.
 */
export function quietUntil(now: number, { quiet, quietFrom, quietTo }: QuietHours): number | null {
  if (!quiet || quietFrom === quietTo) return null
  const overMidnight = quietTo < quietFrom
  const start = at(now, 0, quietFrom)
  const end = at(now, 0, quietTo)
  if (!overMidnight) return start <= now && now < end ? end : null
  if (now < end) return end
  return now >= start ? at(now, 1, quietTo) : null
}

/** This time of day, `days` after the day `now` is in. */
function at(now: number, days: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const date = new Date(now)
  date.setDate(date.getDate() + days)
  return date.setHours(hours, minutes, 0, 0)
}
