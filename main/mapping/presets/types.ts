import type { EventType } from '../../../preload/contract/event.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'

const list = (type: EventType, values: readonly string[]) => values.map((value) => ({ value, type }))

const who = ['agent', 'sensor', 'endpoint']
const gone = ['offline', 'disconnected', 'stopped', 'lost', 'unreachable', 'inactive', 'down', 'not reporting']
const back = ['online', 'connected', 'reconnected', 'started', 'restored', 'active', 'up', 'reporting again']

/** What tools call an agent that goes away, or comes back. Whole texts, so that an alert about one stays an alert. */
export const agentTypes: Mapping['types'] = [
  ...list('agent.offline', phrases(gone)),
  ...list('agent.online', phrases(back)),
]

function phrases(states: readonly string[]): string[] {
  return who.flatMap((name) => states.map((state) => `${name} ${state}`))
}
