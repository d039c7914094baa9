import { z } from 'zod'
import { agentSettingsSchema } from './agent.ts'
import { emailPatchSchema, emailSchema } from './email.ts'
import { parseBypass } from './bypass.ts'
import { desktopPatchSchema, desktopSchema } from './notice.ts'
import { mappingSchema } from './mapping.ts'
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

const httpSourceSchema = z.strictObject({
  on: z.boolean(),
  /** On 127.0.0.1. Below 1024 a program needs rights this one should not have. */
  port: z.int('Write a whole number.').min(1024, 'At least 1024.').max(65_535, 'At most 65535.'),
  /** With a certificate of its own; without it, plain http. */
  tls: z.boolean(),
  /** How what is posted as events is read; null: as our own shape. */
  mapping: mappingSchema.nullable(),
})

const folderSourceSchema = z.strictObject({
  on: z.boolean(),
  /** null: each file by what it looks like. */
  mapping: mappingSchema.nullable(),
})

const backgroundSchema = z.strictObject({
  /** With its window closed the app goes on. On macOS it does in any case. */
  keepRunning: z.boolean(),
  startAtLogin: z.boolean(),
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
  sources: z
    .strictObject({
      http: httpSourceSchema
        .extend({
          on: httpSourceSchema.shape.on.default(false),
          port: httpSourceSchema.shape.port.default(8766),
          tls: httpSourceSchema.shape.tls.default(true),
          mapping: httpSourceSchema.shape.mapping.default(null),
        })
        .prefault({}),
      folder: folderSourceSchema
        .extend({
          on: folderSourceSchema.shape.on.default(false),
          /** Absolute; '' where none was chosen. SECURITY: chosen in a dialog of the system; the page can't set it. */
          path: z.string().max(4096).default(''),
          mapping: folderSourceSchema.shape.mapping.default(null),
        })
        .prefault({}),
    })
    .prefault({}),
  email: emailSchema.prefault({}),
  desktop: desktopSchema.prefault({}),
  background: backgroundSchema
    .extend({
      keepRunning: backgroundSchema.shape.keepRunning.default(true),
      startAtLogin: backgroundSchema.shape.startAtLogin.default(false),
      /** The analyst was told once that the app goes on without its window; main's own. */
      told: z.boolean().default(false),
    })
    .prefault({}),
  retention: retentionSchema
    .extend({
      bodyDays: retentionSchema.shape.bodyDays.default(14),
      bodyMegabytes: retentionSchema.shape.bodyMegabytes.default(500),
      historyDays: retentionSchema.shape.historyDays.default(90),
    })
    .prefault({}),
  agents: agentSettingsSchema
    .extend({
      on: agentSettingsSchema.shape.on.default(true),
      silenceSeconds: agentSettingsSchema.shape.silenceSeconds.default(300),
      holdOffSeconds: agentSettingsSchema.shape.holdOffSeconds.default(10),
      graceSeconds: agentSettingsSchema.shape.graceSeconds.default(60),
      groups: agentSettingsSchema.shape.groups.default([]),
      maintenance: agentSettingsSchema.shape.maintenance.default([]),
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
  sources: z
    .strictObject({ http: httpSourceSchema.partial().optional(), folder: folderSourceSchema.partial().optional() })
    .optional(),
  email: emailPatchSchema.optional(),
  desktop: desktopPatchSchema.optional(),
  background: backgroundSchema.partial().optional(),
  retention: retentionSchema.partial().optional(),
  agents: agentSettingsSchema.partial().optional(),
})
export type SettingsPatch = z.infer<typeof settingsPatchSchema>
