import type { Desktop } from '../../preload/contract/notice.ts'

type QuietHours = Pick<Desktop, 'quiet' | 'quietFrom' | 'quietTo'>

const minuteMs = 60_000

/**
 * When the quiet hours end that `now` is in (ms since 1970); null where it is in none. It is quiet while the clock of
 * this workstation reads a time in them: where it is set forward they end as it passes their end, and of an hour that
 * comes twice both are quiet. From and to alike are no hours.
 */
export function quietUntil(now: number, { quiet, quietFrom, quietTo }: QuietHours): number | null {
  if (!quiet || quietFrom === quietTo) return null
  const isQuiet = (time: number) => {
    const read = clockAt(time)
    return quietFrom < quietTo ? quietFrom <= read && read < quietTo : quietFrom <= read || read < quietTo
  }
  if (!isQuiet(now)) return null
  // Minute by minute, at most some 1,500 of them: a formula would have to know when the clock is set, and in which zone.
  let end = now - (now % minuteMs) + minuteMs
  while (isQuiet(end)) end += minuteMs
  return end
}

/** What the clock reads then, as the settings have it: 07:05. */
function clockAt(time: number): string {
  const date = new Date(time)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}
