import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { z } from 'zod'

/** More texts than webhooks anybody has. */
const mostKnown = 1000

/** Told of a row that does not parse, at each read: which table, which row, and what is wrong with it. */
export type ReportUnreadable = (table: string, id: string, error: Error) => void

/**
 * Rows are input from outside too: another version, a torn file or a hand may have written them. One that does not
 * parse counts as not there and is reported, so that it can't take the others down with it. It stays in the file.
 */
export function makeReader(table: string, report: ReportUnreadable) {
  function parse<S extends z.ZodType>(row: Record<string, unknown>, schema: S): z.infer<S>[] {
    const parsed = schema.safeParse(row)
    if (parsed.success) return [parsed.data]
    report(table, String(row['id'] ?? row['seq'] ?? row['delivery_seq']), parsed.error)
    return []
  }
  return {
    one: <S extends z.ZodType>(statement: StatementSync, schema: S, ...values: SQLInputValue[]): z.infer<S> | null => {
      const row = statement.get(...values)
      return (row && parse(row, schema)[0]) ?? null
    },
    all: <S extends z.ZodType>(statement: StatementSync, schema: S, ...values: SQLInputValue[]): z.infer<S>[] =>
      statement.all(...values).flatMap((row) => parse(row, schema)),
    /** The first `limit` that parse, of a statement whose last value is its LIMIT: behind bad rows there are good ones. */
    first: <S extends z.ZodType>(
      statement: StatementSync,
      schema: S,
      limit: number,
      ...values: SQLInputValue[]
    ): z.infer<S>[] => {
      const rows = statement.all(...values, limit)
      const parsed = rows.flatMap((row) => parse(row, schema))
      if (parsed.length === rows.length || rows.length < limit) return parsed
      const found: z.infer<S>[] = []
      for (const row of statement.iterate(...values, -1)) {
        found.push(...parse(row, schema))
        if (found.length === limit) break
      }
      return found
    },
  }
}

/** Reports each row once: the same ones are read over and over. */
export function reportOnce(report: ReportUnreadable): ReportUnreadable {
  const known = new Set<string>()
  return (table, id, error) => {
    const row = `${table} ${id}`
    if (known.has(row)) return
    known.add(row)
    report(table, id, error)
  }
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

/** The same for a text that is read far more often than it changes: each is parsed once. Not to be written to. */
export function jsonOnce<S extends z.ZodType>(schema: S) {
  const known = new Map<string, z.output<S>>()
  const parse = json(schema)
  return z.string().transform((text, context): z.output<S> => {
    const found = known.get(text)
    if (found !== undefined) return found
    const parsed = parse.safeParse(text)
    if (!parsed.success) {
      context.addIssue({ code: 'custom', message: parsed.error.message })
      return z.NEVER
    }
    if (known.size >= mostKnown) known.clear()
    known.set(text, parsed.data)
    return parsed.data
  })
}

export const countOf = z.object({ count: z.number() })
