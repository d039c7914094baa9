import type { Snapshot } from '../../../preload/contract/changes.ts'
import { commands } from '../../../preload/contract/commands.ts'
import type { Notice } from '../../../preload/contract/notice.ts'
import { type Emit, handle } from './fake-handler.ts'

export const sampleNotice = (change: Partial<Notice> = {}): Notice => ({
  id: 'ntc_1',
  kind: 'disabled',
  about: { kind: 'webhook', id: 'whk_1', name: 'Jira SOC' },
  deliveryId: 'dlv_1',
  reason: 'All 5 attempts of a delivery failed. Last: HTTP 503, receiver unavailable',
  at: Date.now() - 60_000,
  readAt: null,
  ...change,
})

/** The snapshot's notices; commands mark them. */
export function fakeNotices(snapshot: Snapshot, emit: Emit) {
  const read = (isMeant: (notice: Notice) => boolean) => {
    const newest = snapshot.notices.newest.map((one) =>
      isMeant(one) && one.readAt === null ? { ...one, readAt: Date.now() } : one,
    )
    snapshot.notices = { ...snapshot.notices, unread: newest.filter(({ readAt }) => readAt === null).length, newest }
    emit({ kind: 'notices', notices: snapshot.notices })
    return {}
  }
  return {
    'notices.read': handle(commands['notices.read'], ({ ids }) => read(({ id }) => ids.includes(id))),
    'notices.readAll': handle(commands['notices.readAll'], () => read(() => true)),
  }
}
