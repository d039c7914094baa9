const hour = 3_600_000

export const spans = [
  { value: 'hour', label: 'Last hour', ms: hour },
  { value: 'day', label: 'Last 24 h', ms: 24 * hour },
  { value: 'week', label: 'Last 7 days', ms: 7 * 24 * hour },
  { value: 'since', label: 'Since …', ms: null },
] as const
export type Span = (typeof spans)[number]['value']

/** "2026-11-22T14:05", local: what a field for date and time holds. */
export function localMinute(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** From when on, ms since 1970; null where the text is no date and time yet. */
export function sinceOf(span: Span, text: string, now: number): number | null {
  const ms = spans.find(({ value }) => value === span)?.ms ?? null
  if (ms !== null) return now - ms
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
