import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import type { FileRow } from '../../ledger/files.ts'
import type { Engine } from '../../engine/open.ts'
import type { Ledger } from '../../ledger/open.ts'
import { presets } from '../../mapping/presets.ts'
import { fileKey } from '../file/file-id.ts'
import { guessPreset } from '../file/guess-preset.ts'
import { headBytes, type Layout, layoutOf, looksWhole } from '../file/layout.ts'
import { openSafely } from '../file/open-safely.ts'
import { readHead } from '../file/read-parts.ts'
import { type FileState, noCounts, takeFile } from '../file/take-file.ts'
import { putAway } from './put-away.ts'

/** For as long a file that is put back is known, ms. */
const rememberedMs = 90 * 86_400_000

type Options = {
  folder: string
  name: string
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
 * events, so a crash takes nothing twice. `waits`: it is half-written. `link`: it is no file of its own. Rejects where the
 * file or the disk fails.
 */
export async function takeOne(options: Options): Promise<'done' | 'failed' | 'waits' | 'link'> {
  const { folder, name, files, isOverdue } = options
  const opened = await openSafely(join(folder, name))
  if (!opened) return 'link'
  const { handle, size, modified } = opened
  let end: FileRow
  try {
    const head = await readHead(handle, headBytes)
    const key = fileKey({ name, size, modified }, head)
    const row = files.get(key)
    if (row !== null && row.finished_at !== null) end = row
    else {
      const mapping = options.mapping ?? presets[guessPreset(head)]
      const layout = layoutOf(head, mapping.format)
      const isWhole = layout.kind === 'unreadable' || (await endsWhole(handle, size, layout.kind, mapping))
      if (!isWhole && !isOverdue) return 'waits'
      const begun = row ?? begin({ key, name, size, now: options.now() }, layout)
      end =
        layout.kind === 'unreadable' || size === 0
          ? refuseWhole(begun, layout)
          : await takeRest({ ...options, mapping }, handle, layout, begun)
      end = { ...end, finished_at: options.now() }
      await options.intake.takeAll([], 'folder', () => {
        files.put(end)
        files.forget(options.now() - rememberedMs)
      })
    }
  } finally {
    // Before it is moved: Windows moves no open file.
    await handle.close()
  }
  return putAway(folder, name, end)
}

async function takeRest(
  { intake, mapping, files, now, taken, signal }: Options & { mapping: Mapping },
  handle: FileHandle,
  { kind }: Exclude<Layout, { kind: 'unreadable' }>,
  row: FileRow,
): Promise<FileRow> {
  const toRow = ({ place, ...rest }: FileState): FileRow => ({
    ...row,
    ...place,
    ...rest,
    problems: [...rest.problems],
  })
  let state: FileState = { place: row, counts: row.counts, problems: row.problems }
  for (;;) {
    const { size } = await handle.stat()
    state = await takeFile({
      handle,
      key: row.key,
      kind,
      from: state,
      mapping,
      source: 'folder',
      intake,
      now,
      record: (next) => files.put(toRow(next)),
      taken: (next, before) => taken(next, before, size),
      signal,
    })
    // Somebody wrote on meanwhile: what came behind would be put away unread.
    if (kind !== 'lines' || (await handle.stat()).size === size) return toRow(state)
  }
}

function begin(
  { key, name, size, now }: { key: string; name: string; size: number; now: number },
  layout: Layout,
): FileRow {
  const from = layout.kind === 'unreadable' ? { position: 0, line: 1 } : layout.from
  return { key, name, size, ...from, counts: noCounts, problems: [], begun_at: now, finished_at: null }
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
