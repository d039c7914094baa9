import type { z } from 'zod'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import { fieldsOfIssues } from '../../fields-of-issues.ts'
import { type Mapped, mapRecord } from '../../mapping/map-record.ts'
import { mapText } from '../../mapping/map-text.ts'
import { asRecord } from '../../mapping/read-record.ts'
import type { Json } from '../../templates/json.ts'

/** `path`: of the field of the event; '' where it could not be read at all. */
export type FaultyField = { path: string; message: string }

/** What one of a batch says, or each of its fields that is wrong. Never throws. */
export type Read<T> = (value: Json) => { input: T } | { faults: FaultyField[] }

export const bySchema =
  <T>(schema: z.ZodType<T>): Read<T> =>
  (value) => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return { input: parsed.data }
    return { faults: [...fieldsOfIssues(parsed.error.issues)].map(([path, message]) => ({ path, message })) }
  }

/** In another tool's shape: a line of text, or what JSON said. `now`: ms since 1970. */
export const byMapping =
  (mapping: Mapping, now: number): Read<Exclude<Mapped, { kind: 'refused' }>> =>
  (value) => {
    const isLine = mapping.format !== 'json' && typeof value === 'string'
    const mapped = isLine ? mapText(mapping, value, now) : mapValue(mapping, value, now)
    if (mapped.kind !== 'refused') return { input: mapped }
    return { faults: mapped.problems.map(({ field, message }) => ({ path: field ?? '', message })) }
  }

function mapValue(mapping: Mapping, value: Json, now: number): Mapped {
  const read = asRecord(value)
  if ('problem' in read) return { kind: 'refused', problems: [{ field: null, message: read.problem }] }
  return mapRecord(mapping, read.record, now)
}
