import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import type { Engine } from '../../engine/open.ts'
import type { FileRow } from '../../ledger/files.ts'
import type { Ledger } from '../../ledger/open.ts'
import { presets } from '../../mapping/presets.ts'
import { fileKey } from '../file/file-id.ts'
import { guessPreset } from '../file/guess-preset.ts'
import { headBytes, type Layout, layoutOf, looksWhole } from '../file/layout.ts'
import { openSafely } from '../file/open-safely.ts'
import { readHead } from '../file/read-parts.ts'
import type { FileState } from '../file/take-file.ts'
import type { FoundFile } from './list-files.ts'
import { type PutAway, putAway, roomOf } from './put-away.ts'
import { begin, recall, type Seen } from './recall.ts'
import { takeRest } from './take-rest.ts'

/** For as long a file that is put back is known, ms. */
const rememberedMs = 90 * 86_400_000

type Options = {
  folder: string
  file: FoundFile
  /** null: as the file looks. */
  mapping: Mapping | null
  intake: Pick<Engine, 'takeAll'>
  files: Ledger['files']
  now: () => number
  /** It has been as it is for so long that it will not become whole any more. */
  isOverdue: boolean
  taken: (state: FileState, before: FileState, size: number) => void
  signal: AbortSignal
}

/**
 * Takes one file of the folder from where it was left, and puts it away. How far it is goes on disk together with its
 * events, so a crash takes nothing twice. `waits`: it is half-written. `changed`: it was written to or replaced
 * meanwhile. `link`: it is no file of its own. Rejects where the file or the disk fails, or at the signal.
 */
export async function takeOne(options: Options): Promise<PutAway | 'waits' | 'changed' | 'link'> {
  const { folder, file, signal } = options
  const opened = await openSafely(join(folder, file.at))
  if (!opened) return 'link'
  let end: Ended | 'waits'
  try {
    end = await takeOpen(options, opened.handle)
  } finally {
    // Before it is moved: Windows moves no open file.
    await opened.handle.close()
  }
  if (end === 'waits') return end
  signal.throwIfAborted()
  const put = await putAway(folder, file, end.row)
  // What was taken is as it was and goes on, or has made room for another one.
  if (put !== 'grown') await note(options, { ...end.row, size: end.size, moved_to: put === 'replaced' ? '' : put.at })
  return put === 'grown' || put === 'replaced' ? 'changed' : put
}

/** What is on disk of a file that was taken to its end, and its size then. */
type Ended = { row: FileRow; size: number }

async function takeOpen(options: Options, handle: FileHandle): Promise<Ended | 'waits'> {
  const { file, files, isOverdue, now, signal } = options
  const seen = await look(file.name, handle)
  const row = recall(files, file, seen)
  // Another file lies where this one was put away.
  if (file.grownFrom && row === null) await note(options, { ...file.grownFrom, moved_to: '' })
  if (file.grownFrom && row === null) return 'waits'
  if (row !== null && row.finished_at !== null && row.current === seen.key) return { row, size: seen.size }
  const mapping = options.mapping ?? presets[guessPreset(seen.head)]
  const layout = layoutOf(seen.head, mapping.format)
  const isWhole = layout.kind === 'unreadable' || (await endsWhole(handle, seen.size, layout.kind, mapping))
  if (!isWhole && !isOverdue) return 'waits'
  const begun = row ?? begin(file.name, seen, layout, now())
  const taken =
    layout.kind === 'unreadable' || seen.size === 0
      ? refuseWhole(begun, layout)
      : await takeRest({ ...options, mapping }, handle, layout, begun)
  signal.throwIfAborted()
  const { key, size } = await look(file.name, handle)
  const end = { ...taken, current: key, size, finished_at: now() }
  const noted = file.grownFrom ? asUnplaced(file.grownFrom, end) : end
  await note(options, noted)
  return { row: noted, size }
}

/**
 * Of a file that had been put away: it counts as grown until its text is written, and as unplaced where it belongs in the
 * other folder now. So a crash before that is made good.
 */
const asUnplaced = ({ size, moved_to: at }: FileRow, end: FileRow): FileRow => ({
  ...end,
  size,
  moved_to: at !== null && dirname(at) === roomOf(end) ? at : null,
})

async function look(name: string, handle: FileHandle): Promise<Seen> {
  const head = await readHead(handle, headBytes)
  const { size, mtimeNs } = await handle.stat({ bigint: true })
  return { key: fileKey({ name, size: Number(size), modified: mtimeNs }, head), size: Number(size), head }
}

async function note({ intake, files, now }: Options, row: FileRow): Promise<void> {
  await intake.takeAll([], 'folder', () => {
    files.put(row)
    files.forget(now() - rememberedMs)
  })
}

function refuseWhole(row: FileRow, layout: Layout): FileRow {
  const message = layout.kind === 'unreadable' ? layout.problem : 'The file is empty.'
  return { ...row, counts: { ...row.counts, refused: 1 }, problems: [{ line: 1, field: null, message }] }
}

async function endsWhole(
  handle: FileHandle,
  size: number,
  kind: Exclude<Layout['kind'], 'unreadable'>,
  { format }: Mapping,
): Promise<boolean> {
  const tail = Buffer.alloc(Math.min(size, headBytes))
  await handle.read(tail, 0, tail.length, size - tail.length)
  return size > 0 && looksWhole(kind, tail, format)
}
