import type { ParsedNode } from 'yaml'
import type { Filter } from '../../../preload/contract/filter.ts'
import type { RuleDraft } from '../../../preload/contract/rule.ts'
import { readAggregation, readTimeframe } from './aggregation.ts'
import { readCondition } from './condition.ts'
import { mapSelection } from './selection.ts'
import { group } from './groups.ts'
import type { Note, Place } from './note.ts'
import { type Entry, entriesOf, listOf, scalarOf } from './read.ts'

export type Detection = Pick<RuleDraft, 'when' | 'by'> & { filter: Filter }

/** What a Sigma rule looks for; null where something of it has no equal here. */
export function mapDetection({ key, value, place }: Entry, note: Note): Detection | null {
  const entries = entriesOf(value)
  if (!entries) {
    note(place, 'refused', 'A detection has selections and a condition.')
    return null
  }
  note([place[0], place[0] + key.length], 'taken', 'Its conditions')
  const of = (name: string) => entries.find((entry) => entry.key === name) ?? null
  const selections = new Map<string, Filter | null>()
  for (const entry of entries)
    if (entry.key !== 'condition' && entry.key !== 'timeframe') selections.set(entry.key, mapSelection(entry, note))
  const condition = of('condition')
  if (!condition) {
    note(place, 'refused', 'The detection has no condition.')
    return null
  }
  const mapped = mapCondition(condition, of('timeframe'), selections, note)
  if (mapped === null) return null
  const { named, ...detection } = mapped
  for (const entry of entries)
    if (selections.has(entry.key) && !named.has(entry.key))
      note(entry.place, 'left', 'The condition does not name it, so it asks nothing.')
  return detection
}

function mapCondition(
  { value, place }: Entry,
  timeframe: Entry | null,
  selections: ReadonlyMap<string, Filter | null>,
  note: Note,
): (Detection & { named: ReadonlySet<string> }) | null {
  const refuse = (at: Place, says: string) => {
    note(at, 'refused', says)
    return null
  }
  const texts = (listOf(value) ?? [value]).map((item: ParsedNode | null) => String(scalarOf(item) ?? ''))
  const piped = texts.find((text) => text.includes('|'))
  if (piped !== undefined && texts.length > 1) return refuse(place, 'Only one condition can count.')
  const filters: (Filter | null)[] = []
  const named = new Set<string>()
  for (const text of texts) {
    const read = readCondition(text.split('|')[0] ?? '', selections)
    if ('refused' in read) return refuse(place, read.refused)
    filters.push(read.filter)
    for (const name of read.named) named.add(name)
  }
  const seconds = timeframe ? readTimeframe(String(scalarOf(timeframe.value))) : null
  const counted =
    piped === undefined
      ? { when: { kind: 'each' as const }, by: null }
      : readAggregation(piped.slice(piped.indexOf('|') + 1), seconds)
  if ('refused' in counted)
    return refuse(
      timeframe ? [Math.min(place[0], timeframe.place[0]), Math.max(place[1], timeframe.place[1])] : place,
      counted.refused,
    )
  if (timeframe && piped === undefined) return refuse(timeframe.place, 'A timeframe without a count has no equal here.')
  if (timeframe) note(timeframe.place, 'taken', 'The time within which is counted')
  const known = filters.filter((filter) => filter !== null)
  if ([...selections.values()].includes(null)) return refuse(place, 'Not every selection has an equal here.')
  note(place, 'taken', selections.size === 1 ? 'The selection' : 'How the selections go together')
  const filter = group('any', known)
  return filter && { filter, named, ...counted }
}
