/** The stretch of at most `length` (ms) that holds the most of these times, which are in order; the first of several. */
export function densest(times: readonly number[], length: number): { from: number; to: number; count: number } {
  let best = { from: 0, to: 0, count: 0 }
  let first = 0
  for (const [last, to] of times.entries()) {
    while (to - (times[first] ?? to) > length) first += 1
    const count = last - first + 1
    if (count > best.count) best = { from: times[first] ?? to, to, count }
  }
  return best
}
