import { type EventRow, type EventType, eventTypeNames, eventTypes } from '../../../../../preload/contract/event.ts'
import { minuteWords } from '../../../../format/time.ts'
import { visibleText } from '../../../../format/visible.ts'

// Which event a template is tried with. Pure.

/** An event of the ledger by its id, or a sample of a type. */
export type EventChoice = `event ${string}` | `sample ${EventType}`

/** More are no easier to choose from. */
const mostOffered = 15

type Option = { value: EventChoice; label: string }

const choiceOf = ({ id }: EventRow): EventChoice => `event ${id}`
const newestFirst = (events: Readonly<Record<string, EventRow>>): EventRow[] =>
  Object.values(events).toSorted((a, b) => b.seq - a.seq)

/** The newest real events, then a sample of each type. What is chosen stays among them however many come in. */
export function eventOptions(events: Readonly<Record<string, EventRow>>, chosen: EventChoice): Option[] {
  const rows = newestFirst(events)
  const offered = rows.filter((row, index) => index < mostOffered || choiceOf(row) === chosen)
  const real = offered.map((row): Option => ({ value: choiceOf(row), label: labelOf(row) }))
  const gone: Option[] =
    chosen.startsWith('event ') && !real.some(({ value }) => value === chosen)
      ? [{ value: chosen, label: 'An older event' }]
      : []
  return [...real, ...gone, ...samples]
}

const samples = eventTypes.map((type): Option => ({
  value: `sample ${type}`,
  label: `Sample: ${eventTypeNames[type]}`,
}))

const labelOf = ({ title, acceptedAt }: EventRow): string => `${minuteWords(acceptedAt)} · ${visibleText(title)}`

/** The newest event the webhook would have been sent; before there is one, a sample of the first type it wants. */
export function firstChoice(events: Readonly<Record<string, EventRow>>, wanted: readonly EventType[]): EventChoice {
  const newest = newestFirst(events).find(({ type }) => wanted.length === 0 || wanted.includes(type))
  return newest ? choiceOf(newest) : `sample ${wanted[0] ?? 'security.critical'}`
}

/** As main is asked for it. */
export function askedBy(choice: EventChoice): { eventId: string | null; sample?: EventType } {
  const type = eventTypes.find((one) => choice === `sample ${one}`)
  return type ? { eventId: null, sample: type } : { eventId: choice.slice('event '.length) }
}
