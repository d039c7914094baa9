import { openAlarm } from '../engine/alarm.ts'
import { openListening } from '../agents/listening.ts'
import type { Clock, Network } from '../engine/effects.ts'
import type { Cause } from './memory.ts'

type Watched = { forMs: number; begunAt: number; lastAt: number; told: boolean; cause: Cause | null }

/** A rule that waits for something to match, and since when nothing has. */
export type Quiet = { id: string; cause: Cause | null }

type Parts = {
  clock: Clock
  network: Pick<Network, 'state'>
  /** Nothing matched for as long as these allow. Rejects where it could not be told. */
  tell: (quiet: Quiet[]) => Promise<void>
}

const againMs = 5000

/**
 * Which rules wait for something to match, and when the next of them has waited long enough: one timer for all. Time in
 * which the app was off or the workstation asleep counts for none: then nothing could come in.
 */
export function openSilence({ clock, network, tell }: Parts) {
  const watched = new Map<string, Watched>()
  // With no network the local sources go on.
  const awake: Pick<Network, 'state'> = { state: () => (network.state() === 'asleep' ? 'asleep' : 'up') }
  const listening = openListening({ clock, network: awake, graceMs: () => 0 })
  const alarm = openAlarm(clock, ring)
  let closed = false

  const dueAt = ({ forMs, lastAt }: Watched, since: number) => Math.max(lastAt, since) + forMs

  function arm(): void {
    listening.look()
    const since = listening.since()
    const waiting = [...watched.values()].filter(({ told }) => !told)
    if (closed || since === null || waiting.length === 0) return alarm.off()
    alarm.set(Math.min(...waiting.map((one) => dueAt(one, since))))
  }

  function ring(): void {
    listening.look()
    const since = listening.since()
    const now = clock.now()
    const due = since === null ? [] : [...watched].filter(([, one]) => !one.told && dueAt(one, since) <= now)
    if (due.length === 0) return arm()
    for (const [, one] of due) one.told = true
    arm()
    tell(due.map(([id, { cause }]) => ({ id, cause }))).catch(() => {
      clock.at(clock.now() + againMs, () => {
        for (const [, one] of due) one.told = false
        arm()
      })
    })
  }

  return {
    /** These and no others wait. One that waited already goes on. */
    watch(rules: readonly { id: string; forMs: number; begunAt: number; told: boolean }[]): void {
      for (const id of watched.keys()) if (!rules.some((rule) => rule.id === id)) watched.delete(id)
      for (const { id, forMs, begunAt, told } of rules) {
        const before = watched.get(id)
        if (before?.begunAt === begunAt) before.forMs = forMs
        else watched.set(id, { forMs, begunAt, told, lastAt: clock.now(), cause: null })
      }
      arm()
    },
    /** Something matched. Answers whether its silence had been told. */
    saw(id: string, cause: Cause): boolean {
      const one = watched.get(id)
      if (!one) return false
      const { told } = one
      Object.assign(one, { lastAt: clock.now(), cause, told: false })
      // Later than it was: the timer finds that out by itself.
      if (told) arm()
      return told
    },
    /** The workstation fell asleep or woke. */
    look: arm,
    close(): void {
      closed = true
      alarm.off()
    },
  }
}
