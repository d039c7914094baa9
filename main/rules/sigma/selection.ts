import type { ParsedNode } from 'yaml'
import type { Filter } from '../../../preload/contract/filter.ts'
import { together } from './groups.ts'
import { anyInData, inData } from './in-data.ts'
import { movedWords } from './moved-fields.ts'
import type { Note } from './note.ts'
import { type Entry, entriesOf, listOf, placeOf, scalarOf } from './read.ts'
import { mapValue, problemOf } from './values.ts'

/** One named part of a detection; null where something of it has no equal here. */
export function mapSelection({ key, value, place }: Entry, note: Note): Filter | null {
  const head = [place[0], place[0] + key.length] as const
  const entries = entriesOf(value)
  if (entries) {
    note(head, 'taken', 'All of these')
    return together(
      'all',
      entries.map((entry) => mapField(entry, note)),
    )
  }
  const items = listOf(value) ?? (value && scalarOf(value) !== undefined ? [value] : null)
  if (!items || items.length === 0) return refuse(note, place, 'A selection has fields or words; this has none.')
  note(head, 'taken', 'Any of these')
  return together(
    'any',
    items.map((item) => mapItem(item, note)),
  )
}

/** A map of fields in a list, or a word that is looked for anywhere. */
function mapItem(item: ParsedNode, note: Note): Filter | null {
  const entries = entriesOf(item)
  if (entries)
    return together(
      'all',
      entries.map((entry) => mapField(entry, note)),
    )
  return mapWords([item], 'any', note)
}

function mapField(entry: Entry, note: Note): Filter | null {
  const [field = '', ...modifiers] = entry.key.split('|')
  const { value, place } = entry
  const problem = problemOf(modifiers)
  if (problem !== null) return refuse(note, place, problem)
  const items = listOf(value) ?? [value]
  const op = modifiers.includes('all') ? 'all' : 'any'
  if (field === '')
    return mapWords(
      items.filter((item) => item !== null),
      op,
      note,
    )
  const path = inData(field)
  if (path.length > 200) return refuse(note, place, 'The name of the field is longer than 195 characters.')
  const filters: (Filter | null)[] = []
  const moved = movedWords(field)
  const differs = new Set<string>(moved === null ? [] : [moved])
  for (const item of items) {
    const scalar = scalarOf(item)
    const at = item === null ? place : placeOf(item)
    if (scalar === undefined)
      return refuse(note, at, 'Only texts, numbers, yes and no, and lists of them are compared here.')
    const mapped = mapValue(path, scalar, modifiers)
    if ('refused' in mapped) filters.push(refuse(note, at, mapped.refused))
    else {
      if (mapped.differs !== null) differs.add(mapped.differs)
      filters.push(mapped.filter)
    }
  }
  const filter = together(op, filters)
  if (filter === null) {
    note([place[0], place[0] + entry.key.length], 'refused', 'Not all of it has an equal here.')
    return null
  }
  note(place, differs.size > 0 ? 'other' : 'taken', [`Looks at ${path} of the event.`, ...differs].join(' '))
  return filter
}

/** Words without a field. */
function mapWords(items: readonly ParsedNode[], op: 'any' | 'all', note: Note): Filter | null {
  return together(
    op,
    items.map((item) => {
      const scalar = scalarOf(item)
      if (scalar === undefined || scalar === null) return refuse(note, placeOf(item), 'A word to look for is missing.')
      const mapped = mapValue(anyInData, scalar, ['contains'])
      if ('refused' in mapped) return refuse(note, placeOf(item), mapped.refused)
      note(
        placeOf(item),
        mapped.differs === null ? 'taken' : 'other',
        mapped.differs ?? 'Looked for in any field of the data.',
      )
      return mapped.filter
    }),
  )
}

function refuse(note: Note, place: readonly [number, number], says: string): null {
  note(place, 'refused', says)
  return null
}
