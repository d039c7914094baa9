import type { FileHandle } from 'node:fs/promises'
import type { EventSource } from '../../../preload/contract/event.ts'
import type { FileCounts } from '../../../preload/contract/file.ts'
import type { Mapping, MappingProblem } from '../../../preload/contract/mapping.ts'
import type { Taken } from '../../engine/accepting.ts'
import type { Engine } from '../../engine/open.ts'
import { mapText } from '../../mapping/map-text.ts'
import { partId } from './file-id.ts'
import type { Layout } from './layout.ts'
import { endsEarly, type Part, type Place } from './part.ts'
import { readParts } from './read-parts.ts'

/** So much goes on disk together: small enough that nothing else waits for it, large enough that syncing is no burden. */
const mostAtOnce = 32
const mostTextAtOnce = 128 * 1024
/** As many problems are kept of a file; the others are counted. */
export const mostProblems = 100

/** How far a file has been taken, and what became of that part of it. */
export type FileState = { place: Place; counts: FileCounts; problems: readonly MappingProblem[] }

export const noCounts: FileCounts = { events: 0, findings: 0, known: 0, refused: 0 }

type Options = {
  handle: FileHandle
  key: string
  kind: Exclude<Layout['kind'], 'unreadable'>
  from: FileState
  mapping: Mapping
  source: EventSource
  intake: Pick<Engine, 'takeAll'>
  now: () => number
  /** Runs within the transaction that takes a batch in: what it writes is on disk together with it. */
  record: (state: FileState, isEnd: boolean) => void
  /** Told after each batch, with what was so before it. */
  taken: (state: FileState, before: FileState) => void
  signal: AbortSignal
}

/** Takes a file in, batch by batch, from where it was left. Rejects where the file or the disk fails, or at the signal. */
export async function takeFile(options: Options): Promise<FileState> {
  const { handle, kind, intake, source, record, taken, signal } = options
  let state = options.from
  let batch: Part[] = []
  let size = 0

  async function flush(isEnd: boolean): Promise<void> {
    signal.throwIfAborted()
    const prepared = prepare(options, batch)
    const last = batch.at(-1)
    const place = last === undefined ? state.place : (prepared.cut ?? { position: last.end, line: last.endLine })
    let next = state
    await intake.takeAll(prepared.items, source, (accepted) => {
      const known = accepted.filter((one) => one?.duplicate).length
      next = { ...add(state, { ...prepared, known }), place }
      record(next, isEnd)
    })
    const before = state
    state = next
    batch = []
    size = 0
    taken(state, before)
  }

  for await (const parts of readParts(handle, kind, state.place))
    for (const part of parts) {
      batch.push(part)
      size += 'text' in part ? part.text.length : 0
      if (batch.length >= mostAtOnce || size >= mostTextAtOnce) await flush(false)
    }
  await flush(true)
  return state
}

/** `cut`: where a part begins that was refused, and within which the file ends: should it go on, that part is read anew. */
type Prepared = { items: Taken[]; problems: MappingProblem[]; refused: number; findings: number; cut: Place | null }

function prepare({ mapping, key, now }: Options, batch: readonly Part[]): Prepared {
  const prepared: Prepared = { items: [], problems: [], refused: 0, findings: 0, cut: null }
  for (const part of batch) {
    const { line } = part
    const mapped =
      'text' in part
        ? mapText(mapping, part.text, now())
        : { kind: 'refused' as const, problems: [{ field: null, message: part.problem }] }
    if (mapped.kind === 'refused') {
      prepared.refused += 1
      prepared.cut = part.cut ?? null
      for (const problem of mapped.problems) prepared.problems.push({ line, ...problem })
      continue
    }
    const text = 'text' in part ? part.text : ''
    const id = mapped.input.id ?? partId(key, { line, text, hasTime: mapped.input.timestamp !== undefined })
    if (mapped.kind === 'event') prepared.items.push({ kind: 'event', input: { ...mapped.input, id } })
    else {
      const { data, timestamp = new Date(now()).toISOString() } = mapped.input
      prepared.findings += 1
      prepared.items.push({ kind: 'finding', event: { id, timestamp, data } })
    }
  }
  return prepared
}

/** What a file that has grown since was taken to be, without what was only so because it ended there. */
export function withoutCut({ place, counts, problems }: FileState, kind: Options['kind']): FileState {
  const isCut = ({ line, message }: MappingProblem) =>
    kind === 'lines' ? line === place.line : message.startsWith(endsEarly)
  const left = problems.filter((problem) => !isCut(problem))
  const refused = counts.refused - (left.length < problems.length ? 1 : 0)
  return { place, counts: { ...counts, refused }, problems: left }
}

function add({ counts, problems, place }: FileState, more: Prepared & { known: number }): FileState {
  return {
    place,
    counts: {
      events: counts.events + more.items.length - more.findings - more.known,
      findings: counts.findings + more.findings,
      known: counts.known + more.known,
      refused: counts.refused + more.refused,
    },
    problems: [...problems, ...more.problems].slice(0, mostProblems),
  }
}
