import type { Evidence } from '../evidence.ts'
import { placed } from '../record.ts'

const dayMs = 86_400_000

/** Whether something from this time, ms of the run, was old enough for a pruning; clocks that were set make it older. */
export function mayBePruned(
  { entries }: Pick<Evidence, 'entries'>,
  { at }: { at: number },
  days: 'bodyDays' | 'historyDays',
) {
  const set = placed(entries, 'clock').reduce((sum, { by }) => sum + Math.abs(by), 0)
  return placed(entries, 'pruned').some((pruned) => pruned.at - at + set >= pruned[days] * dayMs)
}
