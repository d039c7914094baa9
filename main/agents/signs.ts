import type { EventSource } from '../../preload/contract/event.ts'
import type { Following, Observer, Sighting } from '../engine/observe.ts'
import type { AgentRow } from '../ledger/agents.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import { type NamedAgent, namedAgent } from './named-agent.ts'
import { onlineEvent } from './transitions.ts'

type Silent = Pick<AgentRow, 'id' | 'name' | 'last_seen_at' | 'silence_seconds' | 'maintenance_until'>

type Parts = {
  ledger: Ledger
  /** When an agent is offline unless it reports before. */
  dueOf: (agent: Silent) => number
  /** Told of a time at which silence is to be judged. */
  due: (time: number) => void
}

/**
 * Sources that pass on what agents sent. What an analyst fires by hand was sent by no agent, and what follows from
 * silence is no sign of life.
 */
const passesOn: Record<EventSource, 'now' | 'as it says' | false> = {
  http: 'now',
  // A file may have lain there for long.
  folder: 'as it says',
  import: 'as it says',
  manual: false,
  agents: false,
  rules: false,
}

/** Each heartbeat, finding or event that names an agent is a sign of life; one from an agent that was offline is followed by its return. */
export function makeReadSigns({ ledger, dueOf, due }: Parts): Observer {
  const { agents } = ledger

  return (touched, sighting, now) => {
    const at = timeOf(sighting, now)
    const named = at === null ? null : namedAgent(sighting)
    if (at === null || !named) return []
    const known = find(named)
    const type = sighting.kind === 'event' ? sighting.event.type : null
    if (type === 'agent.offline') return believeOffline(touched, known, at)
    if (!known) return meet(touched, named, at, now)
    describe(touched, known, named)
    if (at <= known.last_seen_at) return []
    const dueAt = dueOf({ ...known, last_seen_at: at })
    touched.agents = true
    if (known.state === 'online' || dueAt <= now) {
      agents.seen(known.id, at, known.state === 'online' ? dueAt : null)
      return []
    }
    agents.become(known.id, { state: 'online', since: now, seen: at, due: dueAt })
    due(dueAt)
    // Who sent that it is back has told so already.
    return type === 'agent.online' ? [] : [onlineEvent(known, now)]
  }

  function find({ id, name }: NamedAgent): AgentRow | null {
    if (id === null) return agents.get(name) ?? agents.named(name)
    const known = agents.get(id)
    if (known) return known
    // Up to now it only gave its name.
    const before = agents.named(name)
    if (!before || before.id.toLowerCase() !== name.toLowerCase()) return null
    agents.setId(before.id, id)
    return { ...before, id }
  }

  /** Seen for the first time: it does not come back, so nothing is told. */
  function meet(touched: Touched, { id, name, facts }: NamedAgent, at: number, now: number): readonly Following[] {
    const agent = { id: id ?? name, name, state: 'online' as const, facts: facts ?? {} }
    const dueAt = dueOf({ ...agent, last_seen_at: at, silence_seconds: null, maintenance_until: null })
    // What an old file tells of is not here now.
    if (dueAt <= now) return []
    agents.insert(agent, at, dueAt)
    due(dueAt)
    touched.agents = true
    return []
  }

  /** Another monitor says it is offline: its event is here already, and is not made again. */
  function believeOffline(touched: Touched, known: AgentRow | null, at: number): readonly Following[] {
    if (known?.state !== 'online' || at < known.last_seen_at) return []
    agents.become(known.id, { state: 'offline', since: at, seen: known.last_seen_at, due: null })
    touched.agents = true
    return []
  }

  function describe(touched: Touched, known: AgentRow, named: NamedAgent): void {
    // A heartbeat may give its id only.
    const name = named.name === named.id ? known.name : named.name
    const facts = { ...known.facts, ...named.facts }
    if (name === known.name && JSON.stringify(facts) === JSON.stringify(known.facts)) return
    agents.describe(known.id, name, facts)
    Object.assign(known, { name, facts })
    touched.agents = true
  }
}

/** When the sign was given, ms since 1970; null: it is none. */
function timeOf(sighting: Sighting, now: number): number | null {
  const passing = passesOn[sighting.source]
  if (passing === false) return null
  if (sighting.kind === 'heartbeat') return now
  if (sighting.event.data['test'] === true) return null
  return passing === 'now' ? now : Math.min(now, Date.parse(sighting.event.timestamp))
}
