import { z } from 'zod'
import { severitySchema } from './event.ts'
import { fieldPathSchema, filterSchema } from './filter.ts'

export const mostRules = 200
/** Events that caused an alert, of which it carries so many, the newest. */
export const mostCauses = 20

/** Chosen by the window before the first save, so that saving twice can't make two. */
export const ruleIdSchema = z.string().regex(/^rul_[0-9a-f-]{36}$/, 'This is not the id of a rule.')

const day = 24 * 60 * 60

const seconds = (least: number, most: number, words: string) =>
  z.int('Write a time, such as 30 s, 5 min or 2 h.').min(least, words).max(most, words)

/** One field whose values are told apart. Any field at all would tell nothing apart. */
const oneField = fieldPathSchema.refine((path) => !/(^|\.)\*$/.test(path), 'Choose one field.')

/** When a rule fires, of what meets its conditions. */
export const whenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('each') }),
  z.strictObject({
    kind: z.literal('count'),
    atLeast: z.int('Write a whole number.').min(2, 'At least 2.').max(1000, 'At most 1,000.'),
    withinSeconds: seconds(1, day, 'From 1 second to 24 hours.'),
  }),
  /** A value of the field that was not seen in the last days. For the first seconds it only learns what there is. */
  z.strictObject({
    kind: z.literal('first'),
    of: oneField,
    rememberDays: z.int('Write a whole number of days.').min(1, 'At least 1 day.').max(365, 'At most 365 days.'),
    learnSeconds: seconds(0, 30 * day, 'At most 30 days.'),
  }),
  /** Nothing that meets the conditions for so long. Once, until something does again. */
  z.strictObject({ kind: z.literal('absence'), forSeconds: seconds(10, 7 * day, 'From 10 seconds to 7 days.') }),
])
export type When = z.infer<typeof whenSchema>
export type WhenKind = When['kind']

/** What the form sends, and what is kept. */
export const ruleDraftSchema = z.strictObject({
  name: z.string().trim().min(1, 'Give the rule a name.').max(120, 'A name has at most 120 characters.'),
  severity: severitySchema,
  /** null: everything that comes in. */
  filter: filterSchema.nullable(),
  when: whenSchema,
  /** Each value of this field is counted, and cools down, by itself; null: all of them together. */
  by: oneField.nullable(),
  /** After an alert so long none for the same value. */
  coolDownSeconds: seconds(0, 7 * day, 'At most 7 days.'),
})
export type RuleDraft = z.infer<typeof ruleDraftSchema>

export const ruleStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('on') }),
  /** By the analyst. */
  z.object({ kind: z.literal('off'), since: z.number() }),
  /** By the app, because it failed or was slow. */
  z.object({ kind: z.literal('stopped'), since: z.number(), reason: z.string() }),
])
export type RuleState = z.infer<typeof ruleStateSchema>

/** Times in ms since 1970. */
export const ruleSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null: it can't be read. */
  draft: ruleDraftSchema.nullable(),
  state: ruleStateSchema,
  createdAt: z.number(),
  /** How many alerts it has fired, and when last. */
  alerts: z.number(),
  lastAlertAt: z.number().nullable(),
  /** It fires nothing up to then; null: it does. */
  learnsUntil: z.number().nullable(),
})
export type Rule = z.infer<typeof ruleSchema>

/** How many of the last events a rule may be tried on. */
export const triedCounts = [100, 500, 2000] as const

export const ruleTrialInputSchema = z.strictObject({
  draft: ruleDraftSchema,
  last: z.int().min(1).max(triedCounts[2]),
})

const shownEventSchema = z.object({ id: z.string(), title: z.string(), at: z.number() })

/** What a rule would have done with the last events that came in. */
export const ruleTrialSchema = z.object({
  /** Events looked at, since when; null: there is none. */
  of: z.number(),
  since: z.number().nullable(),
  /** There was not time enough for all of them: only the older ones were looked at. */
  cut: z.boolean(),
  matched: z.number(),
  /** The newest of them first, some of them. */
  matches: z.array(shownEventSchema),
  alerts: z.number(),
  fired: z.array(z.object({ at: z.number(), title: z.string(), description: z.string(), events: z.number() })),
})
export type RuleTrial = z.infer<typeof ruleTrialSchema>

export const longestSigma = 128 * 1024

/** One line of a Sigma rule, and what became of it. */
export const sigmaLineSchema = z.object({
  /** From 1; `until` is the last one it is about. */
  line: z.number(),
  until: z.number(),
  text: z.string(),
  /** `taken`: it means the same here. `other`: taken with a difference. `left`: not used, and the rule means the same without it. `refused`: it has no equal here. */
  fate: z.enum(['taken', 'other', 'left', 'refused']),
  says: z.string(),
})
export type SigmaLine = z.infer<typeof sigmaLineSchema>

export const sigmaPreviewSchema = z.object({
  rules: z.array(
    z.object({
      title: z.string(),
      /** null: something of it has no equal here, so that it would mean something else. */
      draft: ruleDraftSchema.nullable(),
      lines: z.array(sigmaLineSchema),
    }),
  ),
})
export type SigmaPreview = z.infer<typeof sigmaPreviewSchema>
