import { z } from 'zod'
import { eventTypeSchema } from './event.ts'
import { receiverKindSchema, receiverValuesSchema } from './receiver.ts'

/** Longest template, in bytes of UTF-8. */
export const mostTemplateBytes = 64 * 1024
/** How deep its JSON may nest. */
export const mostTemplateDepth = 32

/** Something in a template, at a line and column from 1. A `warning` does not keep it from being used. */
export const templateProblemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  line: z.number(),
  column: z.number(),
  message: z.string(),
})
export type TemplateProblem = z.infer<typeof templateProblemSchema>

export const templatePreviewInputSchema = z.strictObject({
  receiver: receiverKindSchema,
  /** Secrets play no part in a body. */
  fields: receiverValuesSchema,
  /** null: the receiver's own. */
  template: z.string().nullable(),
  /** null: a sample. */
  eventId: z.string().nullable(),
  /** Of what type the sample is; says nothing where an event is chosen. */
  sample: eventTypeSchema.default('security.critical'),
})

export const templatePreviewSchema = z.object({
  /** The template as text: what was given, or the receiver's own. */
  template: z.string(),
  problems: z.array(templateProblemSchema),
  /** What would be sent; null where an error keeps it from being rendered. */
  body: z.string().nullable(),
  contentType: z.string(),
  /** Size of the body in bytes, and the most this receiver takes. */
  bytes: z.number(),
  mostBytes: z.number(),
  /** Whether values were shortened to fit. */
  shortened: z.boolean(),
})
export type TemplatePreview = z.infer<typeof templatePreviewSchema>
