import { z } from 'zod'
import { eventDataSchema, eventTypeSchema, severitySchema } from './event.ts'

/** How what comes in is written. */
export const mappingFormats = ['json', 'cef', 'leef'] as const
export type MappingFormat = (typeof mappingFormats)[number]

/** Whose shape a mapping begins with. */
export const mappingPresets = ['plain', 'ecs', 'sigma', 'cef', 'leef'] as const
export const mappingPresetSchema = z.enum(mappingPresets)
export type MappingPreset = z.infer<typeof mappingPresetSchema>

export const presetNames: Record<MappingPreset, string> = {
  plain: 'Plain JSON',
  ecs: 'ECS (Elastic)',
  sigma: 'Sigma alert JSON',
  cef: 'CEF (ArcSight)',
  leef: 'LEEF (QRadar)',
}

/** SECURITY: few parts, so that looking for one stays quick whatever the input is. */
const mostParts = 10
const hasFewParts = (path: string) => path.split('.').length <= mostParts

/** Where a value stands in the input: host.name. A name that has dots in it is found, too. */
const sourcePathSchema = z
  .string()
  .trim()
  .min(1, 'Name a field of the input, such as host.name.')
  .max(200, 'At most 200 characters.')
  .refine(hasFewParts, `At most ${mostParts} names, with dots between them.`)

const targetPathSchema = z
  .string()
  .trim()
  .max(200, 'At most 200 characters.')
  .regex(/^(id|type|timestamp|data(\.[^.\s]+)+)$/, 'Write id, type, timestamp, or a field of data: data.title.')
  .refine(hasFewParts, `At most ${mostParts} names, with dots between them.`)

/** The first of `from` that is there counts; where none is, the constant. */
const mappingFieldSchema = z.strictObject({
  to: targetPathSchema,
  from: z.array(sourcePathSchema).max(16, 'At most 16 fields.'),
  constant: z.string().max(1000, 'At most 1000 characters.').nullable(),
})
export type MappingField = z.infer<typeof mappingFieldSchema>

/** A text without regard to case and punctuation, with * for anything; or a range of numbers, 7-8. */
const matchSchema = z.string().trim().min(1, 'Write a value of the input.').max(200, 'At most 200 characters.')

/** What is too mild to be an event of its own, but may interest rules. */
export const mappedTypeSchema = z.union([eventTypeSchema, z.literal('finding')])
export type MappedType = z.infer<typeof mappedTypeSchema>

/** How input in another tool's shape becomes an event. */
export const mappingSchema = z.strictObject({
  preset: mappingPresetSchema,
  format: z.enum(mappingFormats),
  fields: z.array(mappingFieldSchema).max(100, 'At most 100 fields.'),
  severities: z.array(z.strictObject({ value: matchSchema, severity: severitySchema })).max(100, 'At most 100 values.'),
  /** Without a type that is named here, critical and high make security events, and all else a finding. */
  types: z.array(z.strictObject({ value: matchSchema, type: mappedTypeSchema })).max(100, 'At most 100 values.'),
})
export type Mapping = z.infer<typeof mappingSchema>

/** What is wrong with a part of the input. `field` is null where it could not be read at all. */
export const mappingProblemSchema = z.object({ line: z.number(), field: z.string().nullable(), message: z.string() })
export type MappingProblem = z.infer<typeof mappingProblemSchema>

/** One part of the input, as it would be taken in. */
export const mappedRowSchema = z.object({
  line: z.number(),
  /** null where it is refused. */
  type: mappedTypeSchema.nullable(),
  timestamp: z.string().nullable(),
  id: z.string().nullable(),
  data: eventDataSchema.nullable(),
  problems: z.array(mappingProblemSchema),
})
export type MappedRow = z.infer<typeof mappedRowSchema>

/** Longest text a mapping is tried on, in characters. */
export const mostSampleText = 64 * 1024
export const mostPreviewRows = 20

export const mappingTryInputSchema = z.strictObject({
  mapping: mappingSchema,
  text: z.string().max(mostSampleText, 'Paste less: at most 64 KiB.'),
})
export const mappingTrySchema = z.object({ rows: z.array(mappedRowSchema) })
