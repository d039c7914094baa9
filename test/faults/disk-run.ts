import { setTimeout as wait } from 'node:timers/promises'
import { makeFolder } from '../support/plain-app.ts'
import type { DiskApp } from './disk-app.ts'
import { openKillReceiver } from './kill-receiver.ts'
import { readLedger } from './read-ledger.ts'
import type { Entry } from './record.ts'
import type { RunRecord } from './evidence.ts'
import { makeChance } from './seeded-random.ts'

const signingSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
const mostMs = 20_000

export type DiskRun = Awaited<ReturnType<typeof openDiskRun>>

/** What the runs with a bad disk share: two webhooks, a receiver that takes everything, and what was seen of both. */
export async function openDiskRun(seed: number, say: (line: string) => void) {
  const chance = makeChance(seed)
  const begun = performance.now()
  const now = () => performance.now() - begun
  const entries: Entry[] = []
  const broken: string[] = []
  const paths = ['a', 'b']
  const receiver = await openKillReceiver(chance, paths, { now, note: (entry) => void entries.push(entry) })
  const made = await makeFolder(paths.map(receiver.urlOf), { ca: receiver.ca, signingSecret })
  paths.forEach((path, index) => receiver.assign(path, made.ids[index]!, 'steady'))

  /** Fires `count` events. Answers the ids of those that were acknowledged; the others have to be refused in words. */
  async function fire(app: DiskApp, count: number): Promise<string[]> {
    const acknowledged: string[] = []
    for (let index = 0; index < count; index += 1) {
      const data = { severity: 'critical' as const, title: `Event ${index}`, description: 'x'.repeat(3000) }
      const reply = await app.ask('events.fire', { type: 'security.critical', data })
      if (reply.ok) {
        acknowledged.push(reply.value.id)
        entries.push({ kind: 'accepted', at: now(), event: reply.value.id, wanted: made.ids })
      } else if (reply.refusal.code !== 'unavailable' || reply.refusal.message.length < 40) {
        broken.push(`refusals say what to do: events.fire: ${reply.refusal.code}: ${reply.refusal.message}`)
      } else say(`${Math.round(now())} ms: refused: ${reply.refusal.message}`)
    }
    return acknowledged
  }

  /** The analyst disables the second webhook. Answers whether that was taken; refused, it goes on as it was. */
  async function disable(app: DiskApp): Promise<boolean> {
    const id = made.ids[1]!
    const reply = await app.ask('webhooks.disable', { id })
    if (reply.ok) {
      await receiver.drained()
      entries.push({ kind: 'disabled', at: now(), webhook: id, by: 'user' })
    } else {
      if (reply.refusal.code !== 'unavailable')
        broken.push(`refusals say what to do: webhooks.disable: ${reply.refusal.code}: ${reply.refusal.message}`)
      // It came to nothing, but may have broken off what was on the way.
      entries.push(
        { kind: 'disabled', at: now(), webhook: id, by: 'user' },
        { kind: 'enabled', at: now(), webhook: id },
      )
    }
    say(`${Math.round(now())} ms: disabling it is ${reply.ok ? 'done' : 'refused'}`)
    return reply.ok
  }

  /** Enables it, and has what was held sent. */
  async function enable(app: DiskApp): Promise<void> {
    const id = made.ids[1]!
    entries.push({ kind: 'released', at: now(), webhook: id }, { kind: 'enabled', at: now(), webhook: id })
    const reply = await app.ask('webhooks.enable', { id, resume: true })
    if (reply.ok) entries.push({ kind: 'resumed', at: now(), webhook: id, all: false })
    else broken.push(`goes on once the disk is well: webhooks.enable: ${reply.refusal.message}`)
  }

  /** Fires until an event is taken. */
  async function fireUntilTaken(app: DiskApp): Promise<void> {
    for (const end = now() + mostMs; now() < end; await wait(50)) if ((await fire(app, 1)).length > 0) return
    broken.push('goes on once the disk is well: no event was accepted for 20 s')
  }

  /** Until nothing is left to send. */
  async function settle(): Promise<void> {
    const isOver = () =>
      !readLedger(made.path).deliveries.some(({ state }) => state === 'queued' || state === 'sending')
    for (const end = now() + mostMs; now() < end; await wait(50)) if (isOver()) return
    broken.push('goes on once the disk is well: deliveries were not sent for 20 s')
  }

  return {
    chance,
    now,
    say: (line: string) => say(`${Math.round(now())} ms: ${line}`),
    entries,
    broken,
    folder: made.folder,
    path: made.path,
    fire,
    disable,
    enable,
    fireUntilTaken,
    settle,
    cut: receiver.cut,
    record: (): RunRecord => ({
      folder: made.folder,
      entries,
      signing: new Map(made.ids.map((id) => [id, [signingSecret]])),
      secrets: [signingSecret],
      page: [],
    }),
    async close() {
      await receiver.close()
      made.remove()
    },
  }
}
