import { z } from 'zod'

/** `early`: the third attempt of a delivery failed. `stopped`: an alert rule was, because it failed or was slow. */
export const noticeKinds = ['disabled', 'early', 'recovered', 'stopped'] as const
export const noticeKindSchema = z.enum(noticeKinds)
export type NoticeKind = z.infer<typeof noticeKindSchema>

/** How many of the newest the window lists. */
export const mostNotices = 200

/** What the analyst was told, or would have been where nothing told it. */
export const noticeSchema = z.object({
  id: z.string(),
  kind: noticeKindSchema,
  /** Its name as it was when this was read; the window knows what it is called now. */
  about: z.object({ kind: z.enum(['webhook', 'rule']), id: z.string(), name: z.string() }),
  deliveryId: z.string().nullable(),
  reason: z.string(),
  at: z.number(),
  readAt: z.number().nullable(),
})
export type Notice = z.infer<typeof noticeSchema>
export type NoticeAbout = Notice['about']

/** Why the desktop shows none: this workstation has no notifications, or the system did not show the last one. */
export const untoldSchema = z.enum(['unsupported', 'failed'])
export type Untold = z.infer<typeof untoldSchema>

/** `newest` first, as many as are listed; `unread` of all there are. `untold`: null where notifications are shown. */
export const noticesSchema = z.object({
  unread: z.number(),
  newest: z.array(noticeSchema),
  untold: untoldSchema.nullable(),
})
export type Notices = z.infer<typeof noticesSchema>

const timeOfDay = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 22:00.')

/** Which notices the desktop shows, and when. */
const desktopFieldsSchema = z.strictObject({
  disabled: z.boolean(),
  early: z.boolean(),
  recovered: z.boolean(),
  stopped: z.boolean(),
  quiet: z.boolean(),
  /** Quiet hours, in the time of this workstation; over midnight where `quietTo` is the earlier one. */
  quietFrom: timeOfDay,
  quietTo: timeOfDay,
})
export const desktopPatchSchema = desktopFieldsSchema.partial()

const { shape } = desktopFieldsSchema
export const desktopSchema = desktopFieldsSchema.extend({
  disabled: shape.disabled.default(true),
  early: shape.early.default(true),
  recovered: shape.recovered.default(true),
  stopped: shape.stopped.default(true),
  quiet: shape.quiet.default(false),
  quietFrom: shape.quietFrom.default('22:00'),
  quietTo: shape.quietTo.default('07:00'),
})
export type Desktop = z.infer<typeof desktopSchema>
