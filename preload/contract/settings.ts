import { z } from 'zod'

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
})
export type Settings = z.infer<typeof settingsSchema>

/** Any part of the settings; what is left out stays, so there are no defaults in it. */
export const settingsPatchSchema = z.strictObject({
  appearance: appearanceSchema.partial().optional(),
  delivery: deliverySchema.partial().optional(),
  secrets: secretsSchema.partial().optional(),
})
export type SettingsPatch = z.infer<typeof settingsPatchSchema>
