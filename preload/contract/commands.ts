import { z } from 'zod'
import { agentPageInputSchema, agentSchema, silenceSchema } from './agent.ts'
import { snapshotSchema } from './changes.ts'
import { deliveryDetailSchema, deliveryFilterSchema, deliverySchema } from './delivery.ts'
import { emailPatchSchema, mailReportSchema } from './email.ts'
import { eventInputSchema, eventRowSchema, eventTypeSchema, securityEventSchema } from './event.ts'
import {
  chosenFileSchema,
  droppedFileSchema,
  droppedPieceSchema,
  importIdSchema,
  importPreviewInputSchema,
  importPreviewSchema,
  importStateSchema,
} from './file.ts'
import { filterCountInputSchema, filterCountSchema } from './filter.ts'
import { mappingPresetSchema, mappingSchema, mappingTryInputSchema, mappingTrySchema } from './mapping.ts'
import { mostNotices } from './notice.ts'
import { sentSchema, testReportSchema } from './outcome.ts'
import { recognisedSchema } from './receiver.ts'
import { backupNameSchema, recoverySchema } from './recovery.ts'
import {
  longestSigma,
  ruleDraftSchema,
  ruleIdSchema,
  ruleSchema,
  ruleTrialInputSchema,
  ruleTrialSchema,
  sigmaPreviewSchema,
} from './rule.ts'
import { settingsPatchSchema, settingsSchema } from './settings.ts'
import { templatePreviewInputSchema, templatePreviewSchema } from './template.ts'
import { webhookDraftSchema, webhookIdSchema, webhookSchema } from './webhook.ts'

const nothing = z.strictObject({})
const done = z.object({})
const oneWebhook = z.strictObject({ id: webhookIdSchema })
/** Keyset paging: rows with a smaller `seq` than `before`, newest first. */
const page = { before: z.int().nullable().default(null), limit: z.int().min(1).max(200).default(100) }
const oneAgent = z.strictObject({ id: z.string().min(1).max(200) })
const oneRule = z.strictObject({ id: ruleIdSchema })
const failedSince = z.strictObject({ since: z.int(), webhookId: webhookIdSchema.nullable().default(null) })
const count = z.object({ count: z.number() })

/** Everything the window can ask of main: name → what goes in and what comes out. */
export const commands = {
  'app.snapshot': { input: nothing, output: snapshotSchema },
  /** Opens one of the app's own folders in the file manager. */
  'app.showDataFolder': { input: nothing, output: done },
  /** Puts a text the window shows on the clipboard. */
  'app.copyText': { input: z.strictObject({ text: z.string().min(1).max(65_536) }), output: done },

  'webhooks.create': {
    input: z.strictObject({ id: webhookIdSchema, draft: webhookDraftSchema }),
    output: webhookSchema,
  },
  'webhooks.update': {
    input: z.strictObject({ id: webhookIdSchema, draft: webhookDraftSchema }),
    output: webhookSchema,
  },
  'webhooks.remove': { input: oneWebhook, output: done },
  /** Takes a removal back. */
  'webhooks.restore': { input: oneWebhook, output: webhookSchema },
  /** `resume` takes a disabling back: what it held goes on by itself. Otherwise that waits to be asked for. */
  'webhooks.enable': { input: oneWebhook.extend({ resume: z.boolean().default(false) }), output: webhookSchema },
  'webhooks.disable': { input: oneWebhook, output: webhookSchema },
  /** Sends one test event of the first chosen type. Works before the first save and while disabled; never counts. */
  'webhooks.test': {
    input: z.strictObject({ id: webhookIdSchema, draft: webhookDraftSchema.nullable() }),
    output: testReportSchema,
  },
  'webhooks.held.send': { input: oneWebhook, output: count },
  'webhooks.held.dismiss': { input: oneWebhook, output: count },
  /** The old secret signs too for 24 h. */
  'webhooks.secret.rotate': { input: oneWebhook, output: webhookSchema },
  /** Main puts the signing secret on the clipboard; the window never sees it. Makes one for a webhook not saved yet. */
  'webhooks.secret.copy': { input: oneWebhook, output: done },

  'receivers.recognise': { input: z.strictObject({ url: z.string().max(8192) }), output: recognisedSchema },
  /** The body as it would be sent, with what is wrong in its template. */
  'templates.preview': { input: templatePreviewInputSchema, output: templatePreviewSchema },
  /** How many of the last 50 events of these types a filter would have let through. */
  'filters.count': { input: filterCountInputSchema, output: filterCountSchema },

  'events.fire': {
    input: eventInputSchema,
    output: z.object({ id: z.string(), deliveries: z.number(), held: z.number() }),
  },
  'events.sample': {
    input: z.strictObject({ type: eventTypeSchema }),
    output: securityEventSchema.pick({ type: true, data: true }),
  },
  'events.page': { input: z.strictObject(page), output: z.array(eventRowSchema) },
  'events.get': {
    input: z.strictObject({ id: z.string() }),
    output: z.object({ row: eventRowSchema, event: securityEventSchema }),
  },

  /** A new token for the local HTTP source, the one before ends. SECURITY: it is in this reply, once, and kept as a hash. */
  'sources.token.rotate': { input: nothing, output: z.object({ token: z.string() }) },
  /** What the local HTTP source takes and answers, as OpenAPI 3.1 (JSON text). */
  /** Lets the analyst choose the folder to watch; null where none was. `files`: how many are in it to be taken. */
  'sources.folder.choose': { input: nothing, output: z.object({ path: z.string().nullable(), files: z.number() }) },

  'mappings.presets': { input: nothing, output: z.record(mappingPresetSchema, mappingSchema) },
  /** What a mapping makes of a text. */
  'mappings.try': { input: mappingTryInputSchema, output: mappingTrySchema },

  /** Lets the analyst choose a file; null where none was. */
  'imports.choose': { input: nothing, output: z.object({ file: chosenFileSchema.nullable() }) },
  /** A file that was dropped comes in pieces; with the last one it is chosen. */
  'imports.begin': { input: droppedFileSchema, output: z.object({ id: z.string() }) },
  'imports.append': { input: droppedPieceSchema, output: z.object({ file: chosenFileSchema.nullable() }) },
  'imports.preview': { input: importPreviewInputSchema, output: importPreviewSchema },
  'imports.start': { input: importPreviewInputSchema, output: done },
  'imports.state': { input: importIdSchema, output: importStateSchema },
  /** What was taken until then stays. */
  'imports.cancel': { input: importIdSchema, output: done },

  'sources.openapi': { input: nothing, output: z.object({ text: z.string() }) },

  'notices.read': {
    input: z.strictObject({ ids: z.array(z.string().max(200)).min(1).max(mostNotices) }),
    output: done,
  },
  'notices.readAll': { input: nothing, output: done },

  'deliveries.page': {
    input: z.strictObject({ ...page, filter: deliveryFilterSchema.default({}) }),
    output: z.array(deliverySchema),
  },
  'deliveries.get': { input: z.strictObject({ id: z.string() }), output: deliveryDetailSchema },
  'deliveries.redeliver': { input: z.strictObject({ ids: z.array(z.string()).min(1).max(200) }), output: count },
  /** How many deliveries, of one webhook or of all, failed since a time (ms since 1970) and can be sent again. */
  'deliveries.failedSince': { input: failedSince, output: count },
  'deliveries.redeliverFailedSince': { input: failedSince, output: count },
  /** Stops the automatic attempts that are left. */
  'deliveries.cancel': { input: z.strictObject({ id: z.string() }), output: deliverySchema },

  /** Puts what was sent, as it may be shown, on the clipboard as a curl command for a POSIX shell. */
  'curl.copy': { input: z.strictObject({ sent: sentSchema }), output: done },
  /** The same of an attempt of a delivery, made anew with the secrets the webhook has now; the window never sees it. */
  'curl.copyWithSecrets': { input: z.strictObject({ id: z.string(), number: z.int() }), output: done },

  /** What keeps the ledger from being used, and what it can be recovered from. Answered also while nothing else is. */
  'recovery.look': { input: nothing, output: recoverySchema },
  /** Puts a backup in place of a damaged ledger, which is kept aside, and starts anew: take a new snapshot then. */
  'recovery.restore': { input: z.strictObject({ name: backupNameSchema }), output: done },
  /** The same with an empty ledger. */
  'recovery.startEmpty': { input: nothing, output: done },

  /** Offline ones first, then by name. */
  'agents.page': { input: agentPageInputSchema, output: z.array(agentSchema) },
  'agents.get': { input: oneAgent, output: agentSchema },
  /** Lets go of it until it reports again, as a new one. */
  'agents.forget': { input: oneAgent, output: done },
  /** null: by its group, or the default. */
  'agents.setSilence': { input: oneAgent.extend({ silenceSeconds: silenceSchema.nullable() }), output: agentSchema },
  /** Expects its silence up to then, ms since 1970; null ends that. */
  'agents.setMaintenance': { input: oneAgent.extend({ until: z.int().nullable() }), output: agentSchema },

  'rules.create': { input: z.strictObject({ id: ruleIdSchema, draft: ruleDraftSchema }), output: ruleSchema },
  'rules.update': { input: z.strictObject({ id: ruleIdSchema, draft: ruleDraftSchema }), output: ruleSchema },
  'rules.remove': { input: oneRule, output: done },
  /** Takes a removal back. */
  'rules.restore': { input: oneRule, output: ruleSchema },
  /** Also after the app stopped it. */
  'rules.enable': { input: oneRule, output: ruleSchema },
  'rules.disable': { input: oneRule, output: ruleSchema },
  /** What it would have done with the last events. Works before the first save; writes nothing. */
  'rules.test': { input: ruleTrialInputSchema, output: ruleTrialSchema },
  /** What of Sigma rules (YAML) has its equal here, line by line. */
  'rules.sigma': { input: z.strictObject({ text: z.string().min(1).max(longestSigma) }), output: sigmaPreviewSchema },

  /** Sends one test mail with the stored settings and these changes. */
  'email.test': { input: z.strictObject({ email: emailPatchSchema }), output: mailReportSchema },

  'settings.get': { input: nothing, output: settingsSchema },
  'settings.update': { input: settingsPatchSchema, output: settingsSchema },
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
export type Input<N extends CommandName> = z.infer<Commands[N]['input']>
/** What a caller may write: fields with a default may be left out. */
export type RawInput<N extends CommandName> = z.input<Commands[N]['input']>
export type Output<N extends CommandName> = z.infer<Commands[N]['output']>
/** A missing or an extra handler does not compile. */
export type Handlers = { [N in CommandName]: (input: Input<N>) => Output<N> | Promise<Output<N>> }
