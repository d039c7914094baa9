import type { FileHandle } from 'node:fs/promises'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import type { Engine } from '../../engine/open.ts'
import type { FileRow } from '../../ledger/files.ts'
import type { Ledger } from '../../ledger/open.ts'
import type { Layout } from '../file/layout.ts'
import { type FileState, takeFile, withoutCut } from '../file/take-file.ts'

type Options = {
  mapping: Mapping
  intake: Pick<Engine, 'takeAll'>
  files: Ledger['files']
  now: () => number
  taken: (state: FileState, before: FileState, size: number) => void
  signal: AbortSignal
}

/** Takes a file of the folder from where it was left to its end. Answers what is known of it then. */
export async function takeRest(
  { intake, mapping, files, now, taken, signal }: Options,
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
      from: withoutCut(state, kind),
      mapping,
      source: 'folder',
      intake,
      now,
      record: (next) => files.put(toRow(next)),
      taken: (next, before) => taken(next, before, size),
      signal,
    })
    // Somebody wrote on meanwhile.
    if (kind !== 'lines' || (await handle.stat()).size === size) return toRow(state)
  }
}
