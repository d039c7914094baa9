import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { isDamage } from './fault.ts'

const lineSchema = z.object({ quick_check: z.string() })

/** Reads the whole file: null where it holds together, else the first thing that is wrong. Throws where it can't be read. */
export function quickCheck(path: string): string | null {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 2000 })
    try {
      const { quick_check: found } = lineSchema.parse(database.prepare('PRAGMA quick_check(1)').get())
      return found === 'ok' ? null : found
    } finally {
      database.close()
    }
  } catch (error) {
    if (isDamage(error) && error instanceof Error) return error.message
    throw error
  }
}
