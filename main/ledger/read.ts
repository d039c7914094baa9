import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { z } from 'zod'

// Rows are input from outside too: another version, a torn file or a hand may have written them.

export function readOne<S extends z.ZodType>(statement: StatementSync, schema: S, ...values: SQLInputValue[]) {
  const row = statement.get(...values)
  return row === undefined ? null : schema.parse(row)
}

export function readAll<S extends z.ZodType>(statement: StatementSync, schema: S, ...values: SQLInputValue[]) {
  return statement.all(...values).map((row) => schema.parse(row))
}

export const flag = z.number().transform((value) => value !== 0)

/** A column that holds JSON text. */
export const json = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)

export const countOf = z.object({ count: z.number() })
