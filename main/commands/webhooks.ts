import type { Handlers } from '../../preload/contract/commands.ts'
import type { WebhookDraft } from '../../preload/contract/webhook.ts'
import { Refusal } from '../bridge/refusal.ts'
import { makeSigningSecret } from '../engine/sign.ts'
import { makeTarget, openWebhookSecrets, type WebhookSecrets } from '../engine/target.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import type { Effects } from './effects.ts'
import { defineWebhook, fillIn, makeSave, replaceSecret, type Stored, unreadableFields } from './save-webhook.ts'
import { viewWebhook } from './views.ts'

type WebhookHandlers = Pick<Handlers, Extract<keyof Handlers, `webhooks.${string}`>>

export function makeWebhookHandlers(effects: Effects): WebhookHandlers {
  const { ledger, engine, clock, secrets, copyText } = effects
  /** Signing secrets of webhooks not saved yet, so that a test before the first save signs as the save will. */
  const made = new Map<string, string>()

  const secretFor = (id: string) => {
    const secret = made.get(id) ?? makeSigningSecret()
    made.set(id, secret)
    return secret
  }

  function find(id: string): WebhookRow {
    const row = ledger.webhooks.get(id)
    if (!row || row.removed_at !== null) throw new Refusal('missing', 'This webhook was deleted. Choose another one.')
    return row
  }

  const stored = (row: WebhookRow): Stored => ({
    secrets: openWebhookSecrets(secrets, row),
    signingUpdatedAt: row.signing_updated_at,
  })

  /** Secrets that can't be read any more are no obstacle where each is entered anew; none is replaced in silence. */
  function storedUnlessReplaced(row: WebhookRow, draft: WebhookDraft): Stored | null {
    try {
      return stored(row)
    } catch (error) {
      const fields = unreadableFields(draft)
      if (Object.keys(fields).length === 0) return null
      const message = error instanceof Refusal ? error.message : 'The stored secrets of this webhook can’t be read.'
      throw new Refusal('unavailable', message, fields)
    }
  }

  const view = (id: string) => viewWebhook(ledger, find(id), clock.now())

  function change(id: string, run: (row: WebhookRow) => void) {
    ledger.write((touched) => {
      run(find(id))
      touched.webhooks.add(id)
    })
    return view(id)
  }

  function save(row: WebhookRow, values: WebhookSecrets, before: Stored | null, definition = row.definition): void {
    const now = clock.now()
    ledger.webhooks.update(makeSave(row.id, definition, values, before, { secrets, now }), now)
  }

  function moveHeld(id: string, move: 'release' | 'dismiss') {
    const moved = ledger.write((touched) => {
      if (move === 'release' && find(id).disabled_at !== null) {
        throw new Refusal('conflict', 'The webhook is disabled. Enable it, then send what was held.')
      }
      const ids = ledger.deliveries[move](id, clock.now())
      for (const delivery of ids) touched.deliveries.add(delivery)
      touched.webhooks.add(id)
      return ids
    })
    engine.wake([id])
    return { count: moved.length }
  }

  return {
    'webhooks.create': ({ id, draft }) => {
      const values = fillIn(draft, null, { madeSecret: made.get(id) ?? null, now: clock.now() })
      ledger.write((touched) => {
        if (ledger.webhooks.get(id)) throw new Refusal('conflict', 'This webhook is saved already. Look at the list.')
        const now = clock.now()
        ledger.webhooks.insert(makeSave(id, defineWebhook(draft), values, null, { secrets, now }), now)
        touched.webhooks.add(id)
      })
      made.delete(id)
      return view(id)
    },
    'webhooks.update': ({ id, draft }) => {
      const saved = change(id, (row) => {
        const before = storedUnlessReplaced(row, draft)
        const values = fillIn(draft, before, { madeSecret: made.get(id) ?? null, now: clock.now() })
        save(row, values, before, defineWebhook(draft))
      })
      engine.wake([id])
      return saved
    },
    'webhooks.remove': ({ id }) => {
      ledger.write((touched) => {
        find(id)
        const now = clock.now()
        ledger.webhooks.setRemoved(id, now)
        for (const delivery of ledger.deliveries.hold(id, now)) touched.deliveries.add(delivery)
        touched.webhooks.add(id)
      })
      engine.stop(id)
      return {}
    },
    'webhooks.restore': ({ id }) => {
      ledger.write((touched) => {
        const row = ledger.webhooks.get(id)
        if (!row) throw new Refusal('missing', 'This webhook is not known any more. Add it again.')
        if (row.removed_at === null) return
        ledger.webhooks.setRemoved(id, null)
        touched.webhooks.add(id)
        // What the removal put on hold goes on; what was held before it stays held.
        const resumed = row.disabled_at === null ? ledger.deliveries.release(id, clock.now(), row.removed_at) : []
        for (const delivery of resumed) touched.deliveries.add(delivery)
      })
      engine.wake([id])
      return view(id)
    },
    'webhooks.enable': ({ id, resume }) => {
      ledger.write((touched) => {
        const { disabled_at: since } = find(id)
        touched.webhooks.add(id)
        if (since === null) return
        ledger.webhooks.enable(id, clock.now())
        const resumed = resume ? ledger.deliveries.release(id, clock.now(), since) : []
        for (const delivery of resumed) touched.deliveries.add(delivery)
      })
      engine.wake([id])
      return view(id)
    },
    'webhooks.disable': ({ id }) => {
      ledger.write((touched) => {
        find(id)
        const now = clock.now()
        if (!ledger.webhooks.disable(id, 'user', 'Disabled by you', now)) return
        for (const delivery of ledger.deliveries.hold(id, now)) touched.deliveries.add(delivery)
        touched.webhooks.add(id)
      })
      engine.stop(id)
      return view(id)
    },
    'webhooks.test': ({ id, draft }) => {
      const row = ledger.webhooks.get(id)
      const now = clock.now()
      if (draft === null) {
        const found = find(id)
        const target = makeTarget(found.definition, stored(found).secrets, { now, agreed: found.address_class })
        return engine.test(target, found.definition.events[0] ?? 'security.critical')
      }
      const before = row ? storedUnlessReplaced(row, draft) : null
      const madeSecret = draft.signing && !before?.secrets.signing ? secretFor(id) : null
      const target = makeTarget(defineWebhook(draft), fillIn(draft, before, { madeSecret, now }), { now, agreed: null })
      return engine.test(target, draft.events[0] ?? 'security.critical')
    },
    'webhooks.held.send': ({ id }) => moveHeld(id, 'release'),
    'webhooks.held.dismiss': ({ id }) => moveHeld(id, 'dismiss'),
    'webhooks.secret.rotate': ({ id }) =>
      change(id, (row) => {
        const before = stored(row)
        const signing = replaceSecret(before.secrets.signing, makeSigningSecret(), clock.now())
        save(row, { ...before.secrets, signing }, before)
      }),
    'webhooks.secret.copy': async ({ id }) => {
      const row = ledger.webhooks.get(id)
      const secret = row ? stored(row).secrets.signing?.current : undefined
      // SECURITY: from main to the clipboard, because the analyst asked for it; the page never has it.
      await copyText(secret ?? secretFor(id))
      return {}
    },
  }
}
