import { z } from 'zod'

/** The kinds of system at the other end. Each has one file in main/receivers. */
export const receiverKinds = [
  'custom',
  'servicenow',
  'jira',
  'zendesk',
  'slack',
  'teams',
  'zapier',
  'power-automate',
  'splunk',
  'elastic',
  'qradar',
] as const
export const receiverKindSchema = z.enum(receiverKinds)
export type ReceiverKind = z.infer<typeof receiverKindSchema>

/** Values by the names of the fields that may have them. */
const whenSchema = z.record(z.string(), z.array(z.string()).readonly())

/** One input a receiver needs beyond the URL: what is asked, and where its value is found. */
export const receiverFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  /** Values of `secret` fields go in and never come out. */
  kind: z.enum(['text', 'secret', 'choice']),
  /** Without it nothing can be sent. */
  required: z.boolean(),
  /** What it is before anybody enters anything; '' is nothing. */
  initial: z.string(),
  /** Of a choice. */
  options: z.array(z.object({ value: z.string(), label: z.string() })).readonly(),
  placeholder: z.string(),
  /** Where to find the value, or what it does. */
  hint: z.string(),
  /** It is asked for only where each of these other fields has one of these values. */
  when: whenSchema,
})
export type ReceiverField = z.infer<typeof receiverFieldSchema>

/** A receiver as the form needs it. */
export const receiverCardSchema = z.object({
  kind: receiverKindSchema,
  /** As its maker writes it. */
  name: z.string(),
  fields: z.array(receiverFieldSchema),
  /** What the URL looks like. */
  urlExample: z.string(),
  /** Steps in the other system, before the URL can be pasted. */
  setUp: z.array(z.string()),
  /** What its documentation leaves open: not seen on a real system. */
  unconfirmed: z.array(z.string()),
  /** Whether requests are signed unless the analyst says otherwise. */
  signs: z.boolean(),
  /** What the form presets as the webhook's rate limit, in requests a minute; null: nothing. No other limit follows from it. */
  perMinute: z.number().nullable(),
  /** How a second delivery of an event is kept from making a second ticket; null: it isn't. */
  dedup: z.string().nullable(),
})
export type ReceiverCard = z.infer<typeof receiverCardSchema>

/** Field values by name, as they were entered: main knows around which of them spaces mean nothing. null keeps a stored secret. */
export const receiverValuesSchema = z.record(z.string().max(40), z.string().max(8192).nullable())

/** What a pasted URL tells. */
export const recognisedSchema = z.discriminatedUnion('kind', [
  /** Nothing known: an own endpoint, or a receiver at a host of one's own. */
  z.object({ kind: z.literal('unknown') }),
  /**
   * More than one where URLs look alike: ask. `url` is completed where only a host was pasted, and where each of the fields
   * in `when` has one of these values.
   */
  z.object({
    kind: z.literal('known'),
    choices: z.array(
      z.object({
        receiver: receiverKindSchema,
        url: z.string(),
        fields: z.record(z.string(), z.string()),
        when: whenSchema.exactOptional(),
      }),
    ),
  }),
  /** Its maker switched such URLs off. Says what replaced them. */
  z.object({ kind: z.literal('retired'), words: z.string() }),
])
export type Recognised = z.infer<typeof recognisedSchema>
