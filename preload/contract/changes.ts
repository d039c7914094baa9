import { z } from 'zod'
import { agentCountsSchema } from './agent.ts'
import { deliverySchema } from './delivery.ts'
import { mailSchema } from './email.ts'
import { eventRowSchema } from './event.ts'
import { noticesSchema } from './notice.ts'
import { receiverCardSchema } from './receiver.ts'
import { ruleSchema } from './rule.ts'
import { settingsSchema } from './settings.ts'
import { sourceSchema } from './source.ts'
import { webhookSchema } from './webhook.ts'

/** Something about the workstation the analyst should know; shown as a banner until it is gone. */
export const problemSchema = z.object({ id: z.string(), message: z.string(), next: z.string() })
export type Problem = z.infer<typeof problemSchema>

/** How well secrets are kept here: in the keyring of the system, or only by file permissions. */
export const secretStorageSchema = z.enum(['keyring', 'weak'])
export type SecretStorage = z.infer<typeof secretStorageSchema>

/** What the workstation can do: `down` and `asleep` send nothing, and count no attempt. */
export const networkStateSchema = z.enum(['up', 'down', 'asleep'])
export type NetworkState = z.infer<typeof networkStateSchema>

export const countersSchema = z.object({
  pending: z.number(),
  held: z.number(),
  failed: z.number(),
})
export type Counters = z.infer<typeof countersSchema>

/** Where main asks the window to go. */
const shownSchema = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('settings') }),
  z.object({ screen: z.literal('notices') }),
  z.object({ screen: z.literal('webhooks'), webhookId: z.string() }),
  z.object({ screen: z.literal('deliveries'), deliveryId: z.string() }),
  z.object({ screen: z.literal('rules'), ruleId: z.string() }),
])
export type Shown = z.infer<typeof shownSchema>

export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('webhook'), webhook: webhookSchema }),
  z.object({ kind: z.literal('webhook.removed'), id: z.string() }),
  z.object({ kind: z.literal('delivery'), delivery: deliverySchema }),
  z.object({ kind: z.literal('event'), event: eventRowSchema }),
  /** Agents came, went, or were seen again; which, the window asks for when it shows them. */
  z.object({ kind: z.literal('agents'), agents: agentCountsSchema }),
  z.object({ kind: z.literal('rules'), rules: z.array(ruleSchema) }),
  z.object({ kind: z.literal('settings'), settings: settingsSchema }),
  z.object({ kind: z.literal('counters'), counters: countersSchema }),
  z.object({ kind: z.literal('problems'), problems: z.array(problemSchema) }),
  z.object({ kind: z.literal('network'), network: networkStateSchema }),
  z.object({ kind: z.literal('sources'), sources: z.array(sourceSchema) }),
  z.object({ kind: z.literal('mails'), mails: z.array(mailSchema) }),
  z.object({ kind: z.literal('notices'), notices: noticesSchema }),
  /** The menu, or a notification that was clicked, asks the window to go somewhere. */
  z.object({ kind: z.literal('show'), place: shownSchema }),
])
export type Change = z.infer<typeof changeSchema>

/** One message to the window. Revisions count up by one; a gap means: ask for a new snapshot. */
export const changeMessageSchema = z.object({ revision: z.number(), changes: z.array(changeSchema) })
export type ChangeMessage = z.infer<typeof changeMessageSchema>

export const snapshotSchema = z.object({
  revision: z.number(),
  webhooks: z.array(webhookSchema),
  /** Newest first. */
  deliveries: z.array(deliverySchema),
  /** Newest first. */
  events: z.array(eventRowSchema),
  agents: agentCountsSchema,
  rules: z.array(ruleSchema),
  settings: settingsSchema,
  counters: countersSchema,
  problems: z.array(problemSchema),
  network: networkStateSchema,
  /** Each source that can be turned on or off. */
  sources: z.array(sourceSchema),
  /** The newest mails of the outbox, newest first. */
  mails: z.array(mailSchema),
  notices: noticesSchema,
  secretStorage: secretStorageSchema,
  /** Every receiver there is, in the order the form offers them. */
  receivers: z.array(receiverCardSchema),
  app: z.object({
    name: z.string(),
    version: z.string(),
    electron: z.string(),
    chromium: z.string(),
    node: z.string(),
    platform: z.string(),
    dataFolder: z.string(),
  }),
})
export type Snapshot = z.infer<typeof snapshotSchema>
