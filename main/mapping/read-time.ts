const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A time as tools write it, as ISO 8601 in UTC; null where it is none. Knows ISO 8601 and RFC 3339, seconds, ms, µs and
 * ns since 1970, and the forms of CEF and LEEF (`Nov 23 2026 10:42:17.123 UTC`, also without the year: then it is the
 * last such day before `now`, give or take a day). Without an offset it is UTC.
 */
export function readTime(text: string, now: number): string | null {
  const trimmed = text.trim()
  const ms = readNumber(trimmed) ?? readIso(trimmed) ?? readNamedMonth(trimmed, now)
  return ms === null || Number.isNaN(ms) ? null : toIso(ms)
}

function toIso(ms: number): string | null {
  const whole = Math.floor(ms)
  // Years of four digits: what is beyond was never meant.
  return whole >= -62_135_596_800_000 && whole < 253_402_300_800_000 ? new Date(whole).toISOString() : null
}

function readNumber(text: string): number | null {
  if (!/^\d{1,20}(\.\d{1,9})?$/.test(text)) return null
  const value = Number(text)
  // Each unit is a thousand times the next: today differs from them all by far.
  if (value < 1e11) return value * 1000
  if (value < 1e14) return value
  return value < 1e17 ? value / 1000 : value / 1_000_000
}

function readIso(text: string): number | null {
  const [, date, time = '00:00:00', zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text) ?? []
  if (date === undefined) return null
  const offset = zone === undefined ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase()
  // Three digits of a second are what a date keeps.
  return Date.parse(`${date}T${time.replace(',', '.').replace(/(\.\d{3})\d+/, '$1')}${offset}`)
}

function readNamedMonth(text: string, now: number): number | null {
  const [, name = '', day, year, time, zone] =
    /^([A-Za-z]{3})\s+(\d{1,2})(?:\s+(\d{4}))?\s+(\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)(?:\s+(?:UTC|GMT|Z|([+-]\d{2}:?\d{2})))?$/.exec(
      text,
    ) ?? []
  const month = months.indexOf(name.toLowerCase()) + 1
  if (month === 0 || day === undefined || time === undefined) return null
  const at = (inYear: number) =>
    readIso(`${String(inYear).padStart(4, '0')}-${pad(month)}-${pad(Number(day))}T${time}${zone ?? 'Z'}`) ?? Number.NaN
  if (year !== undefined) return at(Number(year))
  const thisYear = new Date(now).getUTCFullYear()
  return at(thisYear) > now + 86_400_000 ? at(thisYear - 1) : at(thisYear)
}

const pad = (value: number) => String(value).padStart(2, '0')
