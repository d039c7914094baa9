import type { FileRow } from '../../ledger/files.ts'
import type { Ledger } from '../../ledger/open.ts'
import { beginningOf, beginsWith } from '../file/file-id.ts'
import type { Layout } from '../file/layout.ts'
import { noCounts } from '../file/take-file.ts'
import type { FoundFile } from './list-files.ts'

/** A file by what is in it. `key`: as it is now. */
export type Seen = { key: string; size: number; head: Uint8Array }

/** What is known of a file: of itself, or of what it was before it grew. null: it is a new one. */
export function recall(
  files: Ledger['files'],
  { name, grownFrom }: FoundFile,
  { key, size, head }: Seen,
): FileRow | null {
  const same = files.get(key)
  if (same !== null) return same
  const before = grownFrom ? [grownFrom] : files.waiting(name)
  return before.find((row) => row.position > 0 && row.position <= size && beginsWith(head, row.beginning)) ?? null
}

export function begin(name: string, { key, size, head }: Seen, layout: Layout, now: number): FileRow {
  const place = layout.kind === 'unreadable' ? { position: 0, line: 1 } : layout.from
  const beginning = beginningOf(head, size)
  const nothing = { counts: noCounts, problems: [], begun_at: now, finished_at: null, moved_to: null }
  return { key, current: key, beginning, name, size, ...place, ...nothing }
}
