import { onText } from './filter.ts'

/** Ms since 1970 of an ISO 8601 time; what else Date would read is no time. */
const readTime = (text: string): number | null => {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) && text.length < 40 ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : time
}

const onTime = (apply: (ms: number) => string | number) =>
  onText((text) => {
    const ms = readTime(text)
    return ms === null ? undefined : apply(ms)
  })

/** Seconds with the ms behind the point. */
export const epochSeconds = onTime((ms) => ms / 1000)
export const epochMs = onTime((ms) => ms)
/** 2026-11-23 10:42:17, in UTC. */
export const utc = onTime((ms) =>
  new Date(ms)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace('T', ' '),
)
