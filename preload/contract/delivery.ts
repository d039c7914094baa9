import { z } from 'zod'
import { eventTypeSchema, securityEventSchema, severitySchema } from './event.ts'
import { answerSchema, explanationSchema, outcomeCodeSchema, sentSchema, traceSchema } from './outcome.ts'

/** Attempts a delivery gets by itself. */
export const mostAttempts = 5

export const deliveryStates = ['queued', 'sending', 'retrying', 'delivered', 'failed', 'held', 'cancelled'] as const
/**
 * `queued` waits for an attempt that is due at once; `sending`: a request is under way; `retrying` waits for its next
 * attempt; `held`: its webhook is disabled; `failed`: no automatic attempt follows; `cancelled`: stopped by the analyst.
 */
export const deliveryStateSchema = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof deliveryStateSchema>

/** One line of the Deliveries list. */
export const deliverySchema = z.object({
  seq: z.number(),
  id: z.string(),
  webhookId: z.string(),
  webhookName: z.string(),
  eventId: z.string(),
  eventType: eventTypeSchema,
  severity: severitySchema,
  title: z.string(),
  subject: z.string().nullable(),
  state: deliveryStateSchema,
  /** Automatic attempts made, of `mostAttempts`. */
  attempts: z.number(),
  nextAttemptAt: z.number().nullable(),
  createdAt: z.number(),
  /** When it last changed: the newest attempt, or its creation. */
  changedAt: z.number(),
  /** The last attempt, in short. */
  lastCode: outcomeCodeSchema.nullable(),
  lastStatus: z.number().nullable(),
  /** What went wrong last, one sentence. */
  lastWhat: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>

export const attemptSchema = z.object({
  /** 1, 2, … over automatic and manual ones. */
  number: z.number(),
  manual: z.boolean(),
  /** False where the workstation's own trouble ended it: it counts toward nothing. */
  counted: z.boolean(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** null while the request is under way. */
  code: outcomeCodeSchema.nullable(),
  explanation: explanationSchema.nullable(),
  /** What the receiver said of a success. One sentence. */
  said: z.string().nullable(),
  trace: traceSchema.nullable(),
  sent: sentSchema.nullable(),
  answer: answerSchema.nullable(),
})
export type Attempt = z.infer<typeof attemptSchema>

export const deliveryDetailSchema = z.object({
  delivery: deliverySchema,
  event: securityEventSchema,
  attempts: z.array(attemptSchema),
  /** Automatic attempts still to come: when at the earliest, without jitter. */
  planned: z.array(z.object({ number: z.number(), at: z.number() })),
})
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>

export const deliveryFilterSchema = z.strictObject({
  webhookId: z.string().optional(),
  eventId: z.string().optional(),
  states: z.array(deliveryStateSchema).optional(),
})
export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>
