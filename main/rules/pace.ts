/** How many of its last looks at events are measured together. */
export const measured = 200
/** What they may take together, ms: one of 1,000 events/s with 50 rules has 20 µs for each. */
export const budgetMs = 200
/** No single look counts for more, ms: a disk that stands still, or a pause of the process, is not the rule's fault. */
const mostForOneMs = 20

/** Measures the looks of one rule at events. */
export function openPace() {
  const ring = new Float64Array(measured)
  let next = 0
  let sum = 0

  return {
    /** Answers the ms its last looks took together where that is too much; null: it is quick enough. */
    took(ms: number): number | null {
      const counted = Math.min(Math.max(0, ms), mostForOneMs)
      sum += counted - (ring[next] ?? 0)
      ring[next] = counted
      next = (next + 1) % measured
      return sum > budgetMs ? sum : null
    },
  }
}
