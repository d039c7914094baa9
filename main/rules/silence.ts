import { openAlarm } from '../engine/alarm.ts'
import { openListening } from '../agents/listening.ts'
import type { Clock, Network } from '../engine/effects.ts'
import type { Cause } from './memory.ts'

/** `begun`: what had been listened, ms, when its wait began. `kept`: how long it had waited when that was last written. */
type Watched = { forMs: number; begunAt: number; begun: number; kept: number; told: boolean; cause: Cause | null }

/** A rule that waits for something to match, and since when nothing has. */
export type Quiet = { id: string; cause: Cause | null }

/** `waitedMs`: how long it had waited when the app was last open. */
type Waiting = { id: string; forMs: number; begunAt: number; told: boolean; waitedMs: number }

type Parts = {
  clock: Clock
  network: Pick<Network, 'state'>
  /** Nothing matched for as long as these allow. Rejects where it could not be told. */
  tell: (quiet: Quiet[]) => Promise<void>
  /** Writes how long these have waited, ms. Answers false where it could not. */
  keep: (waited: { id: string; ms: number }[]) => boolean
}

const againMs = 5000
/** A crash takes back no more of a wait. Longer between two looks the process stood still: nothing could come in. */
const keepEachMs = 10 * 60 * 1000
/** Who could not report while the workstation slept, or the app was off, begins to anew after some time. */
const settleMs = 5 * 60 * 1000

/**
 * Which rules wait for something to match, and when the next of them has waited long enough: one timer for all. Time in
 * which the app was off or the workstation asleep counts for none: then nothing could come in. It ends no wait either.
 */
export function openSilence({ clock, network, tell, keep }: Parts) {
  const watched = new Map<string, Watched>()
  // With no network the local sources go on.
  const awake: Pick<Network, 'state'> = { state: () => (network.state() === 'asleep' ? 'asleep' : 'up') }
  const listening = openListening({ clock, network: awake, graceMs: () => 0 })
  const alarm = openAlarm(clock, ring)
  /** All that was listened, ms: waits are stretches of it, so that a pause is in none. */
  let listened = 0
  let lookedAt = clock.monotonic()
  let closed = false

  const waitedMs = ({ begun }: Watched) => listened - begun
  const dueAt = (one: Watched, since: number) =>
    Math.max(clock.now() + one.forMs - waitedMs(one), since + Math.min(one.forMs, settleMs))

  function look(): void {
    const at = clock.monotonic()
    if (listening.since() !== null) listened += Math.min(at - lookedAt, keepEachMs)
    lookedAt = at
    listening.look()
  }

  function write(): void {
    const changed = [...watched].filter(([, one]) => !one.told && waitedMs(one) !== one.kept)
    if (changed.length === 0) return
    if (!keep(changed.map(([id, one]) => ({ id, ms: waitedMs(one) })))) return
    for (const [, one] of changed) one.kept = waitedMs(one)
  }

  function arm(): void {
    look()
    const since = listening.since()
    if (since === null) write()
    const waiting = [...watched.values()].filter(({ told }) => !told)
    if (closed || since === null || waiting.length === 0) return alarm.off()
    alarm.set(Math.min(clock.now() + keepEachMs, ...waiting.map((one) => dueAt(one, since))))
  }

  function ring(): void {
    look()
    const since = listening.since()
    const now = clock.now()
    const due = since === null ? [] : [...watched].filter(([, one]) => !one.told && dueAt(one, since) <= now)
    write()
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
    watch(rules: readonly Waiting[]): void {
      look()
      for (const id of watched.keys()) if (!rules.some((rule) => rule.id === id)) watched.delete(id)
      for (const { id, forMs, begunAt, told, waitedMs: kept } of rules) {
        const before = watched.get(id)
        if (before?.begunAt === begunAt) before.forMs = forMs
        else watched.set(id, { forMs, begunAt, told, kept, begun: listened - kept, cause: null })
      }
      arm()
    },
    /** Something matched. Answers what of its wait is written: that it was told, how long it was, or nothing. */
    saw(id: string, cause: Cause): 'told' | 'waited' | 'nothing' {
      const one = watched.get(id)
      if (!one) return 'nothing'
      look()
      const { told, kept } = one
      Object.assign(one, { begun: listened, kept: 0, cause, told: false })
      // Later than it was: the timer finds that out by itself.
      if (told) arm()
      return told ? 'told' : kept > 0 ? 'waited' : 'nothing'
    },
    /** The workstation fell asleep or woke. */
    look: arm,
    close(): void {
      look()
      write()
      closed = true
      alarm.off()
    },
  }
}
