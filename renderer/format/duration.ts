const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1000 },
]

/** "165 ms", "1.2 s", "5 s", "1 min 40 s", "2 h 5 min": two units at most, the last one rounded down. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 10_000 && ms % 1000 !== 0) {
    const tenths = Math.round(ms / 100) / 10
    return `${tenths} s`
  }
  const first = units.findIndex((unit) => ms >= unit.ms)
  const parts: string[] = []
  let rest = ms
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.ms)
    rest -= count * unit.ms
    if (count > 0) parts.push(`${count} ${unit.name}`)
  }
  return parts.join(' ')
}
