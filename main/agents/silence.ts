import type { Agent, AgentSettings } from '../../preload/contract/agent.ts'
import type { AgentRow } from '../ledger/agents.ts'
import { isMeant, maintenanceEnd } from './maintenance.ts'

/** Windows that touch each other are gone through one after the other; behind as many it is looked at again then. */
const mostWindows = 20

type Silent = Pick<AgentRow, 'id' | 'name' | 'last_seen_at' | 'silence_seconds' | 'maintenance_until'>

/** How long it may say nothing: its own time, else that of the first group it is in, else the default. */
export function silenceOf(
  agent: Silent,
  { groups, silenceSeconds }: AgentSettings,
): { seconds: number; from: Agent['silenceFrom'] } {
  if (agent.silence_seconds !== null) return { seconds: agent.silence_seconds, from: 'own' }
  const group = groups.find(({ pattern }) => isMeant(pattern, agent))
  return group ? { seconds: group.silenceSeconds, from: 'group' } : { seconds: silenceSeconds, from: 'default' }
}

/**
 * When it is offline unless it reports before, in ms since 1970. Only silence counts that could have been broken: since
 * its last sign of life, since this app listens (`listening`), and since the end of its maintenance.
 */
export function dueOf(agent: Silent, settings: AgentSettings, listening: number): number {
  const wait = (silenceOf(agent, settings).seconds + settings.holdOffSeconds) * 1000
  let from = Math.max(agent.last_seen_at, listening)
  for (let window = 0; window < mostWindows; window += 1) {
    const end = maintenanceEnd(settings.maintenance, agent, from, from + wait)
    if (end === null) break
    from = end
  }
  return from + wait
}
