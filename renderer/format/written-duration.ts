const seconds: Record<string, number> = { s: 1, sec: 1, second: 1, m: 60, min: 60, minute: 60, h: 3600, hour: 3600 }

/** "5 s", "2 min", "1 h 30 min", "90" → seconds; null where it is none of these. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+$/.test(trimmed)) return Number(trimmed)
  if (!/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/.test(trimmed)) return null
  let sum = 0
  for (const [, count, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const factor = seconds[unit?.replace(/(?<=..)s$/, '') ?? '']
    if (factor === undefined) return null
    sum += Number(count) * factor
  }
  // "0.1 min" is 6 s although 0.1 × 60 is not quite.
  return Math.round(sum * 1000) / 1000
}

/** The seconds as they can be read back, none lost: "1 h 1 min 1 s". */
export function writeDuration(whole: number): string {
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ')
}
