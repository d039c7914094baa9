import { useEffect, useState } from 'react'
import type { EventType } from '../../../../../preload/contract/event.ts'
import { type Filter, filterSchema } from '../../../../../preload/contract/filter.ts'
import { call, refusalWords } from '../../../../bridge.ts'
import { type MirrorState, useMirror } from '../../../../stores/mirror.ts'

/** Nobody types faster than this for long. */
const pauseMs = 300

const newestSeq = ({ events }: MirrorState) =>
  Object.values(events).reduce((newest, { seq }) => Math.max(newest, seq), 0)

/**
 * How many of the last events would have matched, in words, counted again when the filter, the types or the events have
 * changed. Until the new count is there, the one before stands.
 */
export function useFilterCount(events: readonly EventType[], filter: Filter | null): string {
  const newest = useMirror(newestSeq)
  const [counted, setCounted] = useState('')
  const asked = filter !== null && events.length > 0 && filterSchema.safeParse(filter).success
  // By its text: each keystroke makes a new object, and only some of them another filter.
  const question = asked ? JSON.stringify({ newest, input: { events, filter } }) : null

  useEffect(() => {
    if (question === null) return
    let isOver = false
    const ask = async () => {
      const words = await call('filters.count', JSON.parse(question).input).then(countWords, refusalWords)
      if (!isOver) setCounted(words)
    }
    const timer = setTimeout(() => void ask(), pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [question])

  if (filter === null) return ''
  if (events.length === 0) return 'Choose events to see how many of the last would have matched.'
  return asked ? counted : 'Complete the conditions to see how many events would have matched.'
}

function countWords({ matched, of }: { matched: number; of: number }): string {
  if (of === 0) return 'No events yet'
  return `Would have matched ${matched} of the last ${of === 1 ? 'one event' : `${of} events`}`
}
