import { z } from 'zod'

export const eventTypes = [
  'security.critical',
  'security.high',
  'agent.offline',
  'agent.online',
  'alert.triggered',
] as const
export const eventTypeSchema = z.enum(eventTypes)
export type EventType = z.infer<typeof eventTypeSchema>

export const eventTypeNames: Record<EventType, string> = {
  'security.critical': 'Critical Security Event',
  'security.high': 'High Security Event',
  'agent.offline': 'Agent Offline',
  'agent.online': 'Agent Online',
  'alert.triggered': 'Alert Triggered',
}

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const
export const severitySchema = z.enum(severities)
export type Severity = z.infer<typeof severitySchema>

/** Longest JSON text of an event's data that is taken in, in characters. */
export const longestEventData = 256 * 1024

/** Only severity and title are required; fields we do not know are kept and sent on. */
export const eventDataSchema = z.looseObject({
  severity: severitySchema,
  title: z.string().trim().min(1, 'Give the event a title.').max(500, 'A title has at most 500 characters.'),
  description: z.string().optional(),
})
export type EventData = z.infer<typeof eventDataSchema>

const eventIdSchema = z.string().regex(/^[\w:.-]{1,128}$/, 'An id has 1 to 128 letters, digits, or any of _ : . -')

/** What comes in from a source. Id and time are stamped when the source has none. */
export const eventInputSchema = z.strictObject({
  id: eventIdSchema.optional(),
  type: eventTypeSchema,
  timestamp: z.iso.datetime({ offset: true, message: 'Write the time as 2026-11-23T10:42:17Z.' }).optional(),
  data: eventDataSchema.refine((data) => JSON.stringify(data).length <= longestEventData, {
    message: 'The event is larger than 256 KiB. Leave out what the receivers do not need.',
  }),
})
export type EventInput = z.infer<typeof eventInputSchema>

/** What a detector found. Its severity says which event it is, or that it only feeds rules. */
export const findingInputSchema = eventInputSchema.omit({ type: true })
export type FindingInput = z.infer<typeof findingInputSchema>

/** An accepted event: what the ledger keeps and custom receivers are sent. */
export const securityEventSchema = z.object({
  id: z.string(),
  type: eventTypeSchema,
  /** ISO 8601, UTC. */
  timestamp: z.string(),
  data: eventDataSchema,
})
export type SecurityEvent = z.infer<typeof securityEventSchema>

/** Where events come in. */
export const eventSources = ['manual', 'http', 'folder', 'import', 'agents', 'rules'] as const
export const eventSourceSchema = z.enum(eventSources)
export type EventSource = z.infer<typeof eventSourceSchema>

/** One line of the Events list. Times in ms since 1970. */
export const eventRowSchema = z.object({
  seq: z.number(),
  id: z.string(),
  type: eventTypeSchema,
  severity: severitySchema,
  title: z.string(),
  subject: z.string().nullable(),
  source: eventSourceSchema,
  happenedAt: z.number(),
  acceptedAt: z.number(),
  /** How many deliveries it made, and how many of them have arrived. */
  deliveries: z.number(),
  delivered: z.number(),
})
export type EventRow = z.infer<typeof eventRowSchema>
