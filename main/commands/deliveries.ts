import { mostAttempts } from '../../preload/contract/delivery.ts'
import type { Handlers } from '../../preload/contract/commands.ts'
import { Refusal } from '../refusal.ts'
import { plan } from '../engine/retry.ts'
import type { DeliveryRow } from '../ledger/deliveries.ts'
import type { ListedDelivery } from '../ledger/delivery-lists.ts'
import type { Effects } from './effects.ts'
import { queueAgain } from './queue-again.ts'
import { redeliverFailed } from './redeliver-failed.ts'
import { viewAttempt, viewDelivery } from './views.ts'

type DeliveryHandlers = Pick<Handlers, Extract<keyof Handlers, `deliveries.${string}`>>

export function makeDeliveryHandlers({ ledger, engine, clock, settings }: Effects): DeliveryHandlers {
  function find(id: string): ListedDelivery {
    const row = ledger.deliveries.listed(id)
    if (!row) throw new Refusal('missing', 'This delivery is not in the ledger any more.')
    return row
  }

  const planOf = ({ state, attempts, manual, due_at: dueAt }: DeliveryRow) =>
    (state === 'queued' || state === 'retrying') && !manual && attempts < mostAttempts && dueAt !== null
      ? plan(attempts, dueAt, settings.get().delivery.retrySteps)
      : []

  return {
    'deliveries.page': ({ filter, before, limit }) => ledger.deliveries.page(filter, before, limit).map(viewDelivery),
    'deliveries.get': ({ id }) => {
      const row = find(id)
      const event = ledger.events.byId(row.event_id)
      if (!event)
        throw new Refusal('missing', 'The event of this delivery can’t be read from the ledger. Fire the event again.')
      return {
        delivery: viewDelivery(row),
        event: { id: event.id, type: event.type, timestamp: event.timestamp, data: event.data },
        attempts: ledger.attempts.ofDelivery(row.seq).map(viewAttempt(row)),
        planned: planOf(row),
      }
    },
    'deliveries.redeliver': ({ ids }) => {
      const count = ledger.write((touched) => {
        const rows = [...new Set(ids)].map(find)
        for (const row of rows) {
          const webhook = ledger.webhooks.get(row.webhook_id)
          if (!webhook || webhook.removed_at !== null) {
            throw new Refusal('conflict', `The webhook ${row.webhook_name} was deleted. Nothing was sent.`)
          }
          if (webhook.disabled_at !== null) {
            throw new Refusal('conflict', `${row.webhook_name} is disabled. Enable it, then redeliver.`)
          }
        }
        // One that is on its way already needs no second start.
        const idle = rows.filter(({ state }) => state !== 'sending' && state !== 'queued')
        queueAgain(ledger, idle, touched, clock.now())
        return idle.length
      })
      engine.wake()
      return { count }
    },
    'deliveries.failedSince': ({ since, webhookId }) => ({
      count: ledger.deliveries.countFailed(since, webhookId),
    }),
    'deliveries.redeliverFailedSince': (input) => redeliverFailed({ ledger, engine, clock }, input),
    'deliveries.cancel': ({ id }) => {
      const webhookId = ledger.write((touched) => {
        const row = find(id)
        if (row.state === 'sending') {
          throw new Refusal('conflict', 'A request is under way. Stop the delivery once it has ended.')
        }
        if (row.state !== 'queued' && row.state !== 'retrying' && row.state !== 'held') {
          throw new Refusal('conflict', 'Nothing is waiting to be sent for this delivery.')
        }
        // A redelivery that is called off does not undo that it had arrived before.
        const state = row.delivered_at === null ? 'cancelled' : 'delivered'
        ledger.deliveries.update({ ...row, state, manual: false, due_at: null }, clock.now())
        touched.deliveries.add(id)
        touched.webhooks.add(row.webhook_id)
        return row.webhook_id
      })
      // With *Keep order* the ones behind it may go now.
      engine.wake([webhookId])
      return viewDelivery(find(id))
    },
  }
}
