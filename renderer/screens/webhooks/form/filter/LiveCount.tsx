import type { EventType } from '../../../../../preload/contract/event.ts'
import type { Filter } from '../../../../../preload/contract/filter.ts'
import parts from '../parts.module.css'
import { useFilterCount } from './use-filter-count.ts'

/** What the filter would have done so far: the quickest way to see that it says what was meant. */
export function LiveCount({ events, filter }: { events: readonly EventType[]; filter: Filter | null }) {
  const words = useFilterCount(events, filter)
  return (
    <p className={parts['note']} role="status">
      {words}
    </p>
  )
}
