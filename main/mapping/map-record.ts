import { z } from 'zod'
import { type EventInput, eventInputSchema, eventTypeSchema, type Severity } from '../../preload/contract/event.ts'
import type { MappedType, Mapping, MappingField } from '../../preload/contract/mapping.ts'
import type { Json } from '../templates/json.ts'
import { findValue } from './find-value.ts'
import { matches } from './match-value.ts'
import { innerOf, isOwnShape, joinData } from './own-shape.ts'
import { readTime } from './read-time.ts'
import { type Fields, putValue, removeValue } from './values.ts'

/** What is wrong with one field of an event. */
export type FieldProblem = { field: string | null; message: string }

/** A finding is an event but for its type. `hasTime`: the input says when it happened. */
export type Mapped =
  | { kind: 'event'; input: EventInput }
  | { kind: 'finding'; input: Omit<EventInput, 'type'> }
  | { kind: 'refused'; problems: FieldProblem[] }

const findingSchema = eventInputSchema.omit({ type: true })

/**
 * Makes an event, or a finding, of one record. What the mapping does not name is kept in `data`. `now` (ms since 1970)
 * helps with times that have no year. Never throws.
 */
export function mapRecord(mapping: Mapping, record: Fields, now: number): Mapped {
  // A copy: what is put into it must not show in the record, which is read on.
  const beside: Fields = structuredClone(record)
  const inner = innerOf(beside)
  if (inner !== null) delete beside['data']
  const puts: { path: string[]; value: Json }[] = []
  const problems: FieldProblem[] = []
  const top: { id?: string; timestamp?: string } = {}
  let typeText: string | null = null
  const moved = ({ path }: { path: string | null }) => {
    if (path !== null) removeValue(beside, path)
  }

  for (const field of fieldsOf(mapping, record)) {
    const found = pick(field, record)
    if (found === null) continue
    const text = textOf(found.value)
    switch (field.to) {
      case 'type':
        typeText = text
        if (eventTypeSchema.safeParse(text).success) moved(found)
        break
      case 'id':
        top.id = text
        moved(found)
        break
      case 'timestamp': {
        const time = readTime(text, now)
        if (time === null) problems.push({ field: 'timestamp', message: `${found.path} is no time: ${shorten(text)}` })
        else top.timestamp = time
        if (time === text) moved(found)
        break
      }
      case 'data.severity': {
        const severity = severityOf(mapping, text)
        if (severity === null) problems.push({ field: field.to, message: unknownSeverity(found.path, text) })
        else puts.push({ path: ['severity'], value: severity })
        break
      }
      default: {
        // A title is read on one line, whatever it was made of.
        const value = field.to === 'data.title' ? shortTitle(text) : isText(field.to) ? text : simple(found.value)
        moved(found)
        puts.push({ path: field.to.split('.').slice(1), value })
      }
    }
  }

  const data = inner === null ? beside : joinData(inner, beside)
  for (const { path, value } of puts) putValue(data, path, value)
  for (const to of ['data.severity', 'data.title']) {
    const isPut = puts.some(({ path }) => `data.${path.join('.')}` === to)
    if (!isPut && !problems.some(({ field }) => field === to))
      problems.push({ field: to, message: missing(mapping, to) })
  }
  if (problems.length > 0) return { kind: 'refused', problems }
  return check(typeOf(mapping, typeText, data['severity']), { ...top, data })
}

function check(type: MappedType, rest: { id?: string; timestamp?: string; data: Fields }): Mapped {
  if (type === 'finding') {
    const parsed = findingSchema.safeParse(rest)
    return parsed.success ? { kind: 'finding', input: parsed.data } : refuse(parsed.error)
  }
  const parsed = eventInputSchema.safeParse({ ...rest, type })
  return parsed.success ? { kind: 'event', input: parsed.data } : refuse(parsed.error)
}

const refuse = ({ issues }: z.ZodError): Mapped => ({
  kind: 'refused',
  problems: issues.map(({ path, message }) => ({ field: path.map(String).join('.') || null, message })),
})

/** The id of an event in our own shape is its id. Of other shapes only a mapping knows what is: numbers of rules and hosts are named so, too. */
function fieldsOf({ preset, fields }: Mapping, record: Fields): readonly MappingField[] {
  const takesId = preset === 'plain' && isOwnShape(record) && !fields.some(({ to }) => to === 'id')
  return takesId ? [{ to: 'id', from: ['id'], constant: null }, ...fields] : fields
}

function pick({ from, constant }: MappingField, record: Fields): { value: Json; path: string | null } | null {
  for (const path of from) {
    const value = findValue(record, path)
    if (value !== undefined && !isEmpty(value)) return { value, path }
  }
  return constant === null ? null : { value: constant, path: null }
}

const isEmpty = (value: Json): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

/** Of a list of values its first: hosts have several addresses, alerts several techniques. */
const simple = (value: Json): Json => {
  const first = Array.isArray(value) ? value[0] : value
  return Array.isArray(value) && (first === undefined || (first !== null && typeof first === 'object'))
    ? value
    : (first ?? null)
}

function textOf(value: Json): string {
  const one = simple(value)
  return one !== null && typeof one === 'object' ? JSON.stringify(one) : String(one)
}

const isText = (to: string) => to === 'data.title' || to === 'data.description'
const shortTitle = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 500 ? `${line.slice(0, 499)}…` : line
}
const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

const severityOf = (mapping: Mapping, text: string): Severity | null =>
  mapping.severities.find(({ value }) => matches(value, text))?.severity ?? null

function typeOf(mapping: Mapping, text: string | null, severity: Json | undefined): MappedType {
  const own = eventTypeSchema.safeParse(text)
  if (own.success) return own.data
  const named = text === null ? undefined : mapping.types.find(({ value }) => matches(value, text))
  if (named) return named.type
  return severity === 'critical' || severity === 'high' ? `security.${severity}` : 'finding'
}

const unknownSeverity = (path: string | null, text: string) =>
  `${path ?? 'The constant'} is ${shorten(text)}, which the mapping gives no severity. Add it to the severities.`

function missing({ fields }: Mapping, to: string): string {
  const from = fields.filter((field) => field.to === to).flatMap((field) => field.from)
  if (from.length === 0) return `The mapping says nothing of ${to}. Add it, or give it a constant.`
  return `None of ${from.join(', ')} is there. Add the field that has it, or a constant.`
}
