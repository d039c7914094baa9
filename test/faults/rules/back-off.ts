import type { Evidence, Rule } from '../evidence.ts'
import type { AttemptFact } from '../read-ledger.ts'
import { type Entry, placed } from '../record.ts'

export const defaultSteps = [5, 30, 120, 600]
export const longestHintMs = 3_600_000
/** The app looks at the clock at least this often while something waits. */
const looksEveryMs = 30_000
/** Between clocks of two processes. */
const slackMs = 2

export const backOffHeld: Rule = {
  name: 'every back-off is at least its minimum',
  check: (evidence) => {
    const times = timesOf(evidence.entries)
    return evidence.rows.deliveries.flatMap(({ id }) => {
      const automatic = evidence.attemptsOf(id).filter(({ manual, counted }) => manual === 0 && counted === 1)
      return automatic.slice(1).flatMap((next, index) => tooSoon(evidence, times, automatic[index]!, next, index))
    })
  },
}

type Times = ReturnType<typeof timesOf>

function timesOf(entries: readonly Entry[]) {
  const begun = new Map<string, { at: number; place: number }>()
  const ended = new Map<string, { at: number; hint: number }>()
  for (const entry of placed(entries, 'begun', 'request', 'answered', 'settled')) {
    const key = `${entry.delivery} ${entry.attempt}`
    if (entry.kind === 'begun' || entry.kind === 'request') {
      if (!begun.has(key)) begun.set(key, entry)
    } else {
      const hint = entry.kind === 'answered' && isHint(entry.status) ? (entry.retryAfterMs ?? 0) : 0
      ended.set(key, { at: entry.at, hint: Math.max(hint, ended.get(key)?.hint ?? 0) })
    }
  }
  return { begun, ended }
}

export const isHint = (status: number) => status === 429 || status === 503

/** `index` counts the automatic attempts behind `next`, from 0. */
function tooSoon(
  { entries }: Evidence,
  { begun, ended }: Times,
  before: AttemptFact,
  next: AttemptFact,
  index: number,
): string[] {
  const first = begun.get(`${before.delivery_id} ${before.number}`)
  const second = begun.get(`${next.delivery_id} ${next.number}`)
  // Broken off by a disabling: it goes on when the analyst says so.
  if (!first || !second || before.code === 'stopped') return []
  const between = entries.slice(first.place, second.place)
  if (between.some((entry) => resumes(entry, before.webhook_id))) return []
  const end = ended.get(`${before.delivery_id} ${before.number}`) ?? { at: first.at, hint: 0 }
  const shortest = Math.min(...stepsWithin(entries, first.place, second.place).map((steps) => steps[index] ?? 0))
  // What a receiver asked for may be lost with the process that heard it.
  const hint = before.code === 'unknown' ? 0 : Math.min(end.hint, longestHintMs)
  const least = Math.max(shortest * 1000, hint) - unseen(between)
  const waited = second.at - end.at
  return waited + slackMs >= least
    ? []
    : [`${next.delivery_id} attempt ${next.number} came after ${waited} ms instead of ${least}`]
}

/** What was held goes on at once, and so does what the analyst redelivers. */
const resumes = (entry: Entry, webhook: string) =>
  (entry.kind === 'released' || entry.kind === 'restored') && entry.webhook === webhook

/** How far the clock was set forward while nobody could see it, or so shortly before a crash that nobody knows, ms. */
function unseen(entries: readonly Entry[]): number {
  const crashes = placed(entries, 'crash', 'quit')
  const sets = placed(entries, 'clock').filter(
    ({ at, place, by, unseen: hidden }) =>
      by > 0 && (hidden === true || crashes.some((crash) => crash.place > place && crash.at <= at + looksEveryMs)),
  )
  return sets.reduce((sum, { by }) => sum + by, 0)
}

/** All waits that were set at some time from one entry to another. */
export function stepsWithin(entries: readonly Entry[], from: number, to: number): (readonly number[])[] {
  let current: readonly number[] = defaultSteps
  const within: (readonly number[])[] = []
  for (const { place, seconds } of placed(entries, 'steps')) {
    if (place > to) break
    if (place > from) within.push(seconds)
    else current = seconds
  }
  return [current, ...within]
}
