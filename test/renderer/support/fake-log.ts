import type { Snapshot } from '../../../preload/contract/changes.ts'
import { commands } from '../../../preload/contract/commands.ts'
import type { Delivery } from '../../../preload/contract/delivery.ts'
import { type Emit, found, handle } from './fake-handler.ts'
import { sampleDetail } from './sample-attempts.ts'
import { sampleEvent, sampleEventOf } from './sample-events.ts'

/** Events and deliveries. All rows are in the snapshot, so a page is a slice of it. */
export function fakeLog(snapshot: Snapshot, emit: Emit) {
  const event = (id: string) =>
    found(
      snapshot.events.find((row) => row.id === id),
      'event',
    )
  const delivery = (id: string) =>
    found(
      snapshot.deliveries.find((row) => row.id === id),
      'delivery',
    )
  const put = (row: Delivery) => {
    snapshot.deliveries = snapshot.deliveries.map((one) => (one.id === row.id ? row : one))
    emit({ kind: 'delivery', delivery: row })
    return row
  }
  const older = <T extends { seq: number }>(rows: T[], before: number | null, limit: number) =>
    rows.filter(({ seq }) => before === null || seq < before).slice(0, limit)

  const failedSince = ({ since, webhookId }: { since: number; webhookId: string | null }) =>
    snapshot.deliveries.filter(
      (row) => row.state === 'failed' && row.changedAt >= since && (webhookId ?? row.webhookId) === row.webhookId,
    )

  return {
    'events.fire': handle(commands['events.fire'], (input) => {
      const wanting = snapshot.webhooks.filter((webhook) => webhook.events.includes(input.type))
      const held = wanting.filter(({ status }) => status.kind === 'disabled').length
      const seq = (snapshot.events[0]?.seq ?? 0) + 1
      const row = {
        seq,
        id: input.id ?? `evt_${String(seq).padStart(6, '0')}`,
        type: input.type,
        severity: input.data.severity,
        title: input.data.title,
        subject: null,
        source: 'manual' as const,
        happenedAt: Date.now(),
        acceptedAt: Date.now(),
        deliveries: wanting.length,
        delivered: 0,
      }
      snapshot.events = [row, ...snapshot.events]
      emit({ kind: 'event', event: row })
      return { id: row.id, deliveries: wanting.length - held, held }
    }),
    'events.sample': handle(commands['events.sample'], ({ type }) => sampleEventOf(type)),
    'events.page': handle(commands['events.page'], ({ before, limit }) => older(snapshot.events, before, limit)),
    'events.get': handle(commands['events.get'], ({ id }) => ({ row: event(id), event: sampleEvent(event(id)) })),

    'deliveries.page': handle(commands['deliveries.page'], ({ before, limit, filter }) => {
      const { webhookId, eventId, states } = filter
      const matching = snapshot.deliveries.filter(
        (row) =>
          (webhookId === undefined || row.webhookId === webhookId) &&
          (eventId === undefined || row.eventId === eventId) &&
          (states === undefined || states.includes(row.state)),
      )
      return older(matching, before, limit)
    }),
    'deliveries.get': handle(commands['deliveries.get'], ({ id }) =>
      sampleDetail(delivery(id), sampleEvent(event(delivery(id).eventId))),
    ),
    'deliveries.redeliver': handle(commands['deliveries.redeliver'], ({ ids }) => {
      for (const id of ids) put({ ...delivery(id), state: 'queued', nextAttemptAt: Date.now() })
      return { count: ids.length }
    }),
    'deliveries.failedSince': handle(commands['deliveries.failedSince'], (input) => ({
      count: failedSince(input).length,
    })),
    'deliveries.redeliverFailedSince': handle(commands['deliveries.redeliverFailedSince'], (input) => {
      const rows = failedSince(input)
      for (const row of rows) put({ ...row, state: 'queued', nextAttemptAt: Date.now() })
      return { count: rows.length }
    }),
    'deliveries.cancel': handle(commands['deliveries.cancel'], ({ id }) =>
      put({ ...delivery(id), state: 'cancelled', nextAttemptAt: null }),
    ),
  }
}
