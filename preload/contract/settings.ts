import { z } from 'zod'
import { parseBypass } from './bypass.ts'
import { parseProxyUrl } from './webhook-fields.ts'

const retryStepSchema = z
  .int('Write a whole number of seconds.')
  .min(1, 'At least 1 second.')
  .max(86_400, 'At most 24 hours.')

/** Waits before attempts 2 to 5, in seconds after the attempt before. */
export const defaultRetrySteps: [number, number, number, number] = [5, 30, 120, 600]

const appearanceSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
})

const deliverySchema = z.strictObject({
  retrySteps: z.tuple([retryStepSchema, retryStepSchema, retryStepSchema, retryStepSchema]),
})

const secretsSchema = z.strictObject({
  /** The analyst agreed to keep secrets on a workstation without a keyring. */
  acceptWeakStorage: z.boolean(),
})

/** How receivers are reached, where a webhook says nothing else. */
const proxySchema = z.strictObject({
  /** `system`: as the workstation is set up, PAC scripts included. */
  mode: z.enum(['system', 'manual', 'none']),
  /** Of a manual proxy; '' where none was written yet. */
  url: z.string().transform((text, context) => (text.trim() === '' ? '' : parseProxyUrl(text, context))),
  user: z.string().max(200),
  /** What is reached without the proxy. */
  bypass: z
    .array(z.string().max(255, 'A line has at most 255 characters.').transform(parseBypass))
    .max(100, 'At most 100 lines.'),
})

const retentionSchema = z.strictObject({
  bodyDays: z.int('Write a whole number of days.').min(1, 'At least 1 day.').max(3650, 'At most 3,650 days.'),
  bodyMegabytes: z.int('Write a whole number.').min(10, 'At least 10 MB.').max(100_000, 'At most 100,000 MB.'),
  historyDays: z.int('Write a whole number of days.').min(1, 'At least 1 day.').max(3650, 'At most 3,650 days.'),
})

/** Each setting has a default, so a file of an older version parses. */
export const settingsSchema = z.strictObject({
  appearance: appearanceSchema
    .extend({
      theme: appearanceSchema.shape.theme.default('system'),
      density: appearanceSchema.shape.density.default('comfortable'),
    })
    .prefault({}),
  delivery: deliverySchema
    .extend({ retrySteps: deliverySchema.shape.retrySteps.default(defaultRetrySteps) })
    .prefault({}),
  secrets: secretsSchema
    .extend({ acceptWeakStorage: secretsSchema.shape.acceptWeakStorage.default(false) })
    .prefault({}),
  proxy: proxySchema
    .extend({
      mode: proxySchema.shape.mode.default('system'),
      url: proxySchema.shape.url.default(''),
      user: proxySchema.shape.user.default(''),
      bypass: proxySchema.shape.bypass.default([]),
      /** When the password was set; it is kept sealed, and never comes out. */
      passwordUpdatedAt: z.number().nullable().default(null),
    })
    .prefault({}),
  retention: retentionSchema
    .extend({
      bodyDays: retentionSchema.shape.bodyDays.default(14),
      bodyMegabytes: retentionSchema.shape.bodyMegabytes.default(500),
      historyDays: retentionSchema.shape.historyDays.default(90),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>

/** Any part of the settings; what is left out stays, so there are no defaults in it. */
export const settingsPatchSchema = z.strictObject({
  appearance: appearanceSchema.partial().optional(),
  delivery: deliverySchema.partial().optional(),
  secrets: secretsSchema.partial().optional(),
  /** `password` '' forgets it. */
  proxy: proxySchema
    .extend({ password: z.string().max(1000) })
    .partial()
    .optional(),
  retention: retentionSchema.partial().optional(),
})
export type SettingsPatch = z.infer<typeof settingsPatchSchema>
