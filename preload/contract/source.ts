import { z } from 'zod'
import { fileProgressSchema } from './file.ts'

/** `starting` and `failed` are on too: the analyst wants it to take events in, and it does not yet, or can't. */
const sourceStateSchema = z.enum(['off', 'starting', 'on', 'failed'])
export type SourceState = z.infer<typeof sourceStateSchema>

/** Since the app was started. `known`: events whose id had been accepted before. */
const sourceCountersSchema = z.object({ accepted: z.number(), known: z.number(), refused: z.number() })
export type SourceCounters = z.infer<typeof sourceCountersSchema>

/** What went wrong last, and what to do. `at`: ms since 1970. */
const sourceErrorSchema = z.object({ at: z.number(), message: z.string(), next: z.string() })
export type SourceError = z.infer<typeof sourceErrorSchema>

/** What every source says of itself. */
const source = {
  state: sourceStateSchema,
  counters: sourceCountersSchema,
  lastError: sourceErrorSchema.nullable(),
  /** When it took something in last, ms since 1970. */
  lastAt: z.number().nullable(),
}

const httpSourceSchema = z.object({
  kind: z.literal('http'),
  ...source,
  /** Where senders reach it: "https://127.0.0.1:8766". */
  url: z.string(),
  /** When the token was made; null where there is none. It is shown once and never again. */
  tokenMadeAt: z.number().nullable(),
  /** Of its own https: the file senders trust it by, its SHA-256 as browsers show it, and when it ends. */
  certificate: z.object({ file: z.string(), fingerprint: z.string(), notAfter: z.number() }).nullable(),
})
export type HttpSource = z.infer<typeof httpSourceSchema>

const folderSourceSchema = z.object({
  kind: z.literal('folder'),
  ...source,
  path: z.string(),
  /** Files taken whole, and those that went to failed/, since the app was started. */
  files: z.object({ done: z.number(), failed: z.number() }),
  /** Files that are not whole yet, or wait for their turn. */
  waiting: z.number(),
  taking: fileProgressSchema.nullable(),
})
export type FolderSource = z.infer<typeof folderSourceSchema>

/** One source as the window sees it: what all have, and what is its own. */
export const sourceSchema = z.discriminatedUnion('kind', [httpSourceSchema, folderSourceSchema])
export type Source = z.infer<typeof sourceSchema>
export type SourceKind = Source['kind']
