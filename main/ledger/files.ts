import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { fileCountsSchema } from '../../preload/contract/file.ts'
import { mappingProblemSchema } from '../../preload/contract/mapping.ts'
import { json, makeReader, type ReportUnreadable } from './read.ts'

const fileSchema = z.object({
  /** What the ids of its events follow from; it stays when the file grows. */
  key: z.string(),
  /** The key the file would have as it was seen last. */
  current: z.string(),
  /** Of its first bytes, as many as there were when it was begun. */
  beginning: z.string(),
  name: z.string(),
  /** As it was seen last, bytes. */
  size: z.number(),
  position: z.number(),
  line: z.number(),
  counts: json(fileCountsSchema),
  problems: json(z.array(mappingProblemSchema)),
  begun_at: z.number(),
  finished_at: z.number().nullable(),
  /** Within the folder; empty: it went away by itself; null: it is not put away. */
  moved_to: z.string().nullable(),
})
export type FileRow = z.infer<typeof fileSchema>

/** Statements of the file table: how far each file of the watched folder has been taken. Times in ms since 1970. */
export function openFiles(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('file', report)
  const get = database.prepare('SELECT * FROM file WHERE current = ?')
  const waiting = database.prepare('SELECT * FROM file WHERE name = ? AND moved_to IS NULL ORDER BY begun_at DESC')
  const putAway = database.prepare(
    "SELECT * FROM file WHERE finished_at > ? AND moved_to <> '' ORDER BY finished_at DESC LIMIT ?",
  )
  const put = database.prepare(
    `INSERT INTO file (key, current, beginning, name, size, position, line, counts, problems, begun_at, finished_at,
        moved_to)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET current = excluded.current, name = excluded.name, size = excluded.size,
        position = excluded.position,
        line = excluded.line, counts = excluded.counts, problems = excluded.problems,
        finished_at = excluded.finished_at, moved_to = excluded.moved_to`,
  )
  const unplaced = database.prepare('SELECT * FROM file WHERE moved_to IS NULL AND finished_at IS NOT NULL')
  const forget = database.prepare(
    'DELETE FROM file WHERE finished_at < ?1 OR (moved_to IS NULL AND finished_at IS NULL AND begun_at < ?1)',
  )

  return {
    get: (current: string): FileRow | null => read.one(get, fileSchema, current),
    /** Those of that name that are not put away, the newest first. */
    waiting: (name: string): FileRow[] => read.all(waiting, fileSchema, name),
    /** Those that were taken to their end, and are not put away as far as is known. */
    unplaced: (): FileRow[] => read.all(unplaced, fileSchema),
    /** The newest of those that were put away and finished after a time. */
    putAway: (after: number, most: number): FileRow[] => read.all(putAway, fileSchema, after, most),
    put: (file: FileRow): void =>
      void put.run(
        file.key,
        file.current,
        file.beginning,
        file.name,
        file.size,
        file.position,
        file.line,
        JSON.stringify(file.counts),
        JSON.stringify(file.problems),
        file.begun_at,
        file.finished_at,
        file.moved_to,
      ),
    /** Those that were finished before a time, or only begun. */
    forget: (before: number): void => void forget.run(before),
  }
}
