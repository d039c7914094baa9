import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { fileCountsSchema } from '../../preload/contract/file.ts'
import { mappingProblemSchema } from '../../preload/contract/mapping.ts'
import { json, makeReader, type ReportUnreadable } from './read.ts'

const fileSchema = z.object({
  key: z.string(),
  name: z.string(),
  size: z.number(),
  position: z.number(),
  line: z.number(),
  counts: json(fileCountsSchema),
  problems: json(z.array(mappingProblemSchema)),
  begun_at: z.number(),
  finished_at: z.number().nullable(),
})
export type FileRow = z.infer<typeof fileSchema>

/** Statements of the file table: how far each file of the watched folder has been taken. Times in ms since 1970. */
export function openFiles(database: DatabaseSync, report: ReportUnreadable) {
  const read = makeReader('file', report)
  const get = database.prepare('SELECT * FROM file WHERE key = ?')
  const put = database.prepare(
    `INSERT INTO file (key, name, size, position, line, counts, problems, begun_at, finished_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET position = excluded.position, line = excluded.line, counts = excluded.counts,
        problems = excluded.problems, finished_at = excluded.finished_at`,
  )
  const forget = database.prepare('DELETE FROM file WHERE finished_at < ?')

  return {
    get: (key: string): FileRow | null => read.one(get, fileSchema, key),
    put: (file: FileRow): void =>
      void put.run(
        file.key,
        file.name,
        file.size,
        file.position,
        file.line,
        JSON.stringify(file.counts),
        JSON.stringify(file.problems),
        file.begun_at,
        file.finished_at,
      ),
    /** Those that were finished before a time. */
    forget: (before: number): void => void forget.run(before),
  }
}
