import type { MappedRow, Mapping } from '../../preload/contract/mapping.ts'
import { type Mapped, mapRecord } from './map-record.ts'
import { readRecord } from './read-record.ts'

/** One part of the input as an event, a finding, or what is wrong with it. `now`: ms since 1970. Never throws. */
export function mapText(mapping: Mapping, text: string, now: number): Mapped {
  const read = readRecord(mapping.format, text)
  if ('problem' in read) return { kind: 'refused', problems: [{ field: null, message: read.problem }] }
  return mapRecord(mapping, read.record, now)
}

/** The same to be looked at before it is taken in. */
export function mapRow(
  mapping: Mapping,
  part: { line: number } & ({ text: string } | { problem: string }),
  now: number,
): MappedRow {
  const { line } = part
  const mapped: Mapped =
    'text' in part
      ? mapText(mapping, part.text, now)
      : { kind: 'refused', problems: [{ field: null, message: part.problem }] }
  if (mapped.kind === 'refused') {
    const problems = mapped.problems.map((problem) => ({ line, ...problem }))
    return { line, type: null, timestamp: null, id: null, data: null, problems }
  }
  const { id = null, timestamp = null, data } = mapped.input
  return { line, type: mapped.kind === 'event' ? mapped.input.type : 'finding', timestamp, id, data, problems: [] }
}
