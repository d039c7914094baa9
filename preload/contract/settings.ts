import { z } from 'zod'

const retryStepSchema = z
  .int('Write a whole number of seconds.')
  .min(1, 'At least 1 second.')
  .max(86_400, 'At most 24 hours.')

/** Waits before attempts 2 to 5, in seconds after the attempt before. */
export const defaultRetrySteps: [number, number, number, number] = [5, 30, 120, 600]

export const settingsSchema = z.strictObject({
  appearance: z
    .strictObject({
      theme: z.enum(['system', 'light', 'dark']).default('system'),
      density: z.enum(['comfortable', 'compact']).default('comfortable'),
    })
    .prefault({}),
  delivery: z
    .strictObject({
      retrySteps: z
        .tuple([retryStepSchema, retryStepSchema, retryStepSchema, retryStepSchema])
        .default(defaultRetrySteps),
    })
    .prefault({}),
  secrets: z
    .strictObject({
      /** The analyst agreed to keep secrets on a workstation without a keyring. */
      acceptWeakStorage: z.boolean().default(false),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>

/** Any part of the settings; what is left out stays. */
export const settingsPatchSchema = z.strictObject({
  appearance: settingsSchema.shape.appearance.unwrap().partial().optional(),
  delivery: settingsSchema.shape.delivery.unwrap().partial().optional(),
  secrets: settingsSchema.shape.secrets.unwrap().partial().optional(),
})
export type SettingsPatch = z.infer<typeof settingsPatchSchema>
