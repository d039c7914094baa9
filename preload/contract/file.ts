import { z } from 'zod'
import { mappedRowSchema, mappingPresetSchema, mappingSchema } from './mapping.ts'

/** What became of a file's parts. `known`: events whose id had been accepted before. `refused`: what is no event. */
export const fileCountsSchema = z.object({
  events: z.number(),
  findings: z.number(),
  known: z.number(),
  refused: z.number(),
})
export type FileCounts = z.infer<typeof fileCountsSchema>

/** A file that is being taken; how far, in bytes. */
export const fileProgressSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  size: z.number(),
  counts: fileCountsSchema,
})
export type FileProgress = z.infer<typeof fileProgressSchema>

/** Largest file that may be dropped on the window, bytes: it comes in pieces. A chosen file may be of any size. */
export const mostDroppedBytes = 64 * 1024 * 1024
/** Bytes of one piece of it. */
export const pieceBytes = 384 * 1024

export const droppedFileSchema = z.strictObject({
  name: z.string().min(1).max(255),
  size: z
    .int()
    .min(1, 'The file is empty.')
    .max(mostDroppedBytes, 'A file that is dropped has at most 64 MB. Use “Choose file …” for larger ones.'),
})
export const droppedPieceSchema = z.strictObject({ id: z.uuid(), base64: z.base64().max((pieceBytes * 4) / 3) })
export const importIdSchema = z.strictObject({ id: z.uuid() })

/** A file that is chosen, and not taken yet. */
export const chosenFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  suggested: mappingPresetSchema,
})
export type ChosenFile = z.infer<typeof chosenFileSchema>

export const importPreviewInputSchema = importIdSchema.extend({ mapping: mappingSchema })
/** The first rows, and what becomes of the part of the file that was looked at. */
export const importPreviewSchema = z.object({
  rows: z.array(mappedRowSchema),
  counts: fileCountsSchema.omit({ known: true }),
  /** Whether that was all of the file. */
  whole: z.boolean(),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

export const importStateSchema = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  progress: fileProgressSchema,
  /** The first things that were refused. */
  problems: mappedRowSchema.shape.problems,
  /** Why it has failed. */
  message: z.string().nullable(),
})
export type ImportState = z.infer<typeof importStateSchema>
