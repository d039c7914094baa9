/** The value that `part` (0 to 1) of all values are at or below; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** For tables: p50 and p99 of times in ms. */
export const inShort = (times: readonly number[]) => ({
  'p50 ms': Number(quantile(times, 0.5).toFixed(2)),
  'p99 ms': Number(quantile(times, 0.99).toFixed(2)),
})
