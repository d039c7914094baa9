import type { Agent, AgentSettings } from '../../preload/contract/agent.ts'
import { openAlarm } from '../engine/alarm.ts'
import type { Clock, Network } from '../engine/effects.ts'
import type { Following, Observer } from '../engine/observe.ts'
import type { Engine } from '../engine/open.ts'
import type { AgentRow } from '../ledger/agents.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import type { Log } from '../log.ts'
import { openListening } from './listening.ts'
import { maintenanceEnd } from './maintenance.ts'
import { dueOf, silenceOf } from './silence.ts'
import { makeReadSigns } from './signs.ts'
import { offlineEvent } from './transitions.ts'

/** Judged in one transaction; it ends at whichever comes first, and deliveries have their turn then. */
const batchRows = 40
const batchMs = 4
const againMs = 5000

type Parts = {
  ledger: Ledger
  clock: Clock
  network: Network
  settings: () => AgentSettings
  log: Pick<Log, 'error'>
}

export type AgentMonitor = ReturnType<typeof openAgentMonitor>

/**
 * Tells by their silence which agents are offline, and which are back. One timer for all of them, set for the first
 * silence that is over: each sign of life only moves its agent's time in the ledger. Nothing runs while all report.
 */
export function openAgentMonitor({ ledger, clock, network, settings: readSettings, log }: Parts) {
  const { agents } = ledger
  let settings = readSettings()
  let follow: Engine['follow'] | null = null
  let running = Promise.resolve()
  let closed = false
  const listening = openListening({ clock, network, graceMs: () => settings.graceSeconds * 1000 })
  const alarm = openAlarm(clock, () => void ring())
  const stopListening = network.onChange(() => {
    look()
    arm()
  })
  const due = (time: number) => {
    if (follow && time < alarm.setFor()) alarm.set(time)
  }
  const dueOfAgent = (agent: Parameters<typeof dueOf>[0]) => dueOf(agent, settings, listening.since() ?? 0)
  const readSigns = makeReadSigns({ ledger, dueOf: dueOfAgent, due })

  const isJudging = () => !closed && follow !== null && settings.on && listening.since() !== null

  /** The clock was set back: what was seen lies ahead of it, and would keep silence from being noticed. */
  function look(): void {
    if (listening.look()) void judgeAll()
  }

  function judge(touched: Touched, now: number): readonly Following[] {
    look()
    if (!isJudging()) return []
    const rows = agents.due(now, batchRows)
    const events: Following[] = []
    const end = clock.monotonic() + batchMs
    for (const agent of rows) {
      const dueAt = dueOfAgent(agent)
      if (dueAt > now) agents.setDue(agent.id, dueAt)
      else events.push(goOffline(touched, agent, now))
      if (clock.monotonic() > end) return events
    }
    // Rows that can't be read stay behind, and must not be asked for again and again.
    if (rows.length < batchRows) agents.release(now)
    return events
  }

  function goOffline(touched: Touched, agent: AgentRow, now: number): Following {
    agents.become(agent.id, { state: 'offline', since: now, seen: agent.last_seen_at, due: null })
    touched.agents = true
    return offlineEvent(agent, now)
  }

  /** Runs on disk as one; where the disk refuses, it is tried again. */
  async function run(work: (touched: Touched, now: number) => readonly Following[]): Promise<void> {
    if (closed || !follow) return
    const done = follow(work)
    running = done.catch(() => {})
    try {
      await done
      arm()
    } catch (error) {
      log.error('the silence of agents could not be judged yet', error)
      if (!closed) alarm.set(clock.now() + againMs)
    }
  }

  const ring = () => run(judge)

  const judgeAll = () =>
    run((touched, now) => {
      agents.lookAgain(now)
      touched.agents = true
      return judge(touched, now)
    })

  function arm(): void {
    const next = isJudging() ? agents.nextDue() : null
    if (next === null) alarm.off()
    else alarm.set(next)
  }

  const observe: Observer = (touched, sighting, now) => {
    if (!settings.on) return []
    look()
    return readSigns(touched, sighting, now)
  }

  return {
    observe,
    /** Begins to notice silence. Call once the engine takes events. */
    start(followWith: Engine['follow']): void {
      follow = followWith
      look()
      arm()
    },
    settingsChanged(): void {
      const before = settings
      settings = readSettings()
      // While it was off nobody listened.
      if (settings.on && !before.on) listening.beginAnew()
      if (JSON.stringify(before) !== JSON.stringify(settings)) void judgeAll()
    },
    /** Its own silence or maintenance was changed, in the running transaction. */
    changed(touched: Touched, agent: AgentRow): void {
      touched.agents = true
      if (agent.state !== 'online') return
      const dueAt = dueOfAgent(agent)
      agents.setDue(agent.id, dueAt)
      due(dueAt)
    },
    view(agent: AgentRow): Agent {
      const { id, name, state, since, last_seen_at: lastSeenAt, facts } = agent
      const { seconds: silenceSeconds, from: silenceFrom } = silenceOf(agent, settings)
      const maintenanceUntil = maintenanceEnd(settings.maintenance, agent, clock.now())
      return { id, name, state, since, lastSeenAt, silenceSeconds, silenceFrom, maintenanceUntil, facts }
    },
    /** Answers once what is being judged is on disk. */
    async close(): Promise<void> {
      closed = true
      stopListening()
      alarm.off()
      await running
    },
  }
}
