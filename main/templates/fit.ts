/**
 * The largest cap on the length of values, from 0 to `most`, that fits, to a sixteenth; null where not even 0 does.
 * Looks at about a dozen: halves the ratio of the bounds, not their distance.
 */
export function findCap(most: number, fits: (cap: number) => boolean): number | null {
  let low = 1
  let high = most + 1
  if (high <= low || !fits(low)) return fits(0) ? 0 : null
  while (high - low > Math.max(1, low >> 4)) {
    const middle = Math.min(high - 1, Math.max(low + 1, Math.round(Math.sqrt(low * high))))
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}
