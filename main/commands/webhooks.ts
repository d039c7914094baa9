import type { Handlers } from '../../preload/contract/commands.ts'
import type { EventType } from '../../preload/contract/event.ts'
import type { WebhookDraft } from '../../preload/contract/webhook.ts'
import { Refusal } from '../refusal.ts'
import { makeTarget, type Target } from '../engine/target.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { agreeAnew, agreedForTest, findClass, isSameHost } from './agree.ts'
import type { Effects } from './effects.ts'
import { fillIn } from './fill-in.ts'
import type { MadeSecrets } from './made-secrets.ts'
import { defineWebhook, makeSave } from './save-webhook.ts'
import type { StoredWebhooks } from './stored-webhooks.ts'

type Own = 'create' | 'update' | 'remove' | 'restore' | 'enable' | 'disable' | 'test'
type WebhookHandlers = Pick<Handlers, `webhooks.${Own}`>

export function makeWebhookHandlers(effects: Effects, webhooks: StoredWebhooks, made: MadeSecrets): WebhookHandlers {
  const { ledger, engine, clock, secrets } = effects

  /** The draft and what is stored, put together. `row` is null before the first save. */
  function merge(row: WebhookRow | null, draft: WebhookDraft, madeSecret: (signs: boolean) => string | null) {
    const now = clock.now()
    const before = row ? webhooks.openUnlessReplaced(row, draft) : null
    const signs = before?.secrets.signing != null
    const values = fillIn(draft, before, { madeSecret: madeSecret(signs), now })
    return { before, values, definition: defineWebhook(draft, values, before, now) }
  }

  /** Where a save leads: looked up where that is not known, was the trouble, or is to be agreed to. */
  async function lookUp(row: WebhookRow, { before, values }: ReturnType<typeof merge>, draft: WebhookDraft) {
    const isKnown = before !== null && isSameHost(before.secrets.url, values.url) && row.address_class !== null
    if (isKnown && row.last_code !== 'address_less_public' && draft.agreeTo === null) return null
    return findClass(effects, values.url)
  }

  async function runTest(target: Target, type: EventType) {
    const report = await engine.test(target, type)
    if (report === null)
      throw new Refusal('conflict', 'Other tests are under way. Wait until one has ended, then test again.')
    return report
  }

  return {
    'webhooks.create': async ({ id, draft }) => {
      const { values, definition } = merge(null, draft, () => made.find(id))
      const agreed = await findClass(effects, values.url)
      ledger.write((touched) => {
        if (ledger.webhooks.get(id)) throw new Refusal('conflict', 'This webhook is saved already. Look at the list.')
        const now = clock.now()
        ledger.webhooks.insert(makeSave(id, definition, values, null, { secrets, now }), now)
        ledger.webhooks.agreeTo(id, agreed)
        touched.webhooks.add(id)
      })
      made.forget(id)
      return webhooks.view(id)
    },
    'webhooks.update': async ({ id, draft }) => {
      const known = () => made.find(id)
      const row = webhooks.find(id)
      const planned = merge(row, draft, known)
      const found = await lookUp(row, planned, draft)
      const saved = webhooks.change(id, (current) => {
        // Anew: while the name was looked up, something else may have been saved.
        const { before, values, definition } = merge(current, draft, known)
        const { url } = values
        const foundOfIt = isSameHost(url, planned.values.url) ? found : null
        const stays = before !== null && isSameHost(url, before.secrets.url)
        const agreed = stays ? agreeAnew({ url, agreed: current.address_class }, foundOfIt, draft.agreeTo) : foundOfIt
        webhooks.save(current, values, before, definition)
        const moved = before !== null && new URL(url).origin !== new URL(before.secrets.url).origin
        ledger.webhooks.beginAnew(id, moved)
        ledger.webhooks.agreeTo(id, agreed)
      })
      engine.wake([id])
      return saved
    },
    'webhooks.remove': ({ id }) => {
      ledger.write((touched) => {
        webhooks.find(id)
        const now = clock.now()
        ledger.webhooks.setRemoved(id, now)
        for (const delivery of ledger.deliveries.hold(id, now)) touched.deliveries.add(delivery)
        touched.webhooks.add(id)
        engine.stop(id)
      })
      return {}
    },
    'webhooks.restore': ({ id }) => {
      ledger.write((touched) => {
        const row = ledger.webhooks.get(id)
        // A day after its deletion its secrets are wiped.
        if (!row || row.sealed.length === 0)
          throw new Refusal('missing', 'This webhook is not known any more. Add it again.')
        if (row.removed_at === null) return
        ledger.webhooks.setRemoved(id, null)
        touched.webhooks.add(id)
        // What the removal put on hold goes on; what was held before it stays held.
        const resumed = row.disabled_at === null ? ledger.deliveries.resume(id, clock.now()) : []
        for (const delivery of resumed) touched.deliveries.add(delivery)
      })
      engine.wake([id])
      return webhooks.view(id)
    },
    'webhooks.enable': ({ id, resume }) => {
      ledger.write((touched) => {
        const { disabled_at: disabledAt } = webhooks.find(id)
        touched.webhooks.add(id)
        if (disabledAt === null) return
        ledger.webhooks.enable(id, clock.now())
        const resumed = resume ? ledger.deliveries.resume(id, clock.now()) : []
        for (const delivery of resumed) touched.deliveries.add(delivery)
      })
      engine.wake([id])
      return webhooks.view(id)
    },
    'webhooks.disable': ({ id }) => {
      ledger.write((touched) => {
        webhooks.find(id)
        const now = clock.now()
        if (!ledger.webhooks.disable(id, 'user', 'Disabled by you', now)) return
        for (const delivery of ledger.deliveries.hold(id, now)) touched.deliveries.add(delivery)
        touched.webhooks.add(id)
        engine.stop(id)
      })
      return webhooks.view(id)
    },
    'webhooks.test': async ({ id, draft }) => {
      const now = clock.now()
      if (draft === null) {
        const row = webhooks.find(id)
        const target = makeTarget(row.definition, webhooks.open(row).secrets, { now, agreed: row.address_class })
        return runTest(target, row.definition.events[0] ?? 'security.critical')
      }
      const row = ledger.webhooks.get(id) ?? null
      const madeFor = (signs: boolean) => (draft.signing && !signs ? made.of(id) : null)
      const { before, definition, values } = merge(row, draft, madeFor)
      const stays = row !== null && before !== null && isSameHost(before.secrets.url, values.url)
      // SECURITY: secrets that are kept go only where the webhook itself would send them. Of a new host none is kept and
      // nothing is agreed to yet: the report says where it leads.
      const agreed = stays ? agreedForTest(row.address_class, draft.agreeTo) : null
      const target = makeTarget(definition, values, { now, agreed })
      return runTest(target, draft.events[0] ?? 'security.critical')
    },
  }
}
