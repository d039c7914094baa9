import type { EventInput } from '../../preload/contract/event.ts'
import type { Following } from '../engine/observe.ts'
import type { AgentRow } from '../ledger/agents.ts'
import { lengthWords } from '../length-words.ts'

const iso = (time: number) => new Date(time).toISOString()

/** The event that an agent stopped reporting. */
export function offlineEvent(agent: AgentRow, now: number): Following {
  const seen = agent.last_seen_at
  const description = `No sign of life for ${lengthWords(now - seen)}, since ${iso(seen)}.`
  return following('agent.offline', now, {
    severity: 'medium',
    title: `${agent.name} stopped reporting`,
    description,
    agent: described(agent),
    since: iso(seen),
  })
}

/** The event that an agent reports again; `agent` as it was while it did not. */
export function onlineEvent(agent: AgentRow, now: number): Following {
  const description = `Back after ${lengthWords(now - agent.last_seen_at)} without a sign of life, since ${iso(agent.last_seen_at)}.`
  return following('agent.online', now, {
    severity: 'info',
    title: `${agent.name} reports again`,
    description,
    agent: described(agent),
    since: iso(now),
    offline_since: iso(agent.since),
  })
}

const following = (type: EventInput['type'], now: number, data: EventInput['data']): Following => ({
  input: { type, timestamp: iso(now), data },
  source: 'agents',
})

// What it says of itself can't take the place of who it is.
const described = ({ id, name, facts }: AgentRow) => ({ ...facts, id, name })
