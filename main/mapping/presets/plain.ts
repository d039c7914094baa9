import type { Mapping } from '../../../preload/contract/mapping.ts'
import { take } from './field.ts'
import { severityWords } from './severities.ts'
import { agentTypes } from './types.ts'

/** Our own shape, and what is near it: fields beside each other, under the names most tools give them. */
export const plain: Mapping = {
  preset: 'plain',
  format: 'json',
  fields: [
    take('type', 'type', 'event_type', 'eventType', 'event'),
    take('timestamp', 'timestamp', '@timestamp', 'time', 'datetime', 'created_at'),
    take('data.severity', 'data.severity', 'severity', 'level', 'priority'),
    take('data.title', 'data.title', 'title', 'name', 'summary', 'message'),
    take('data.description', 'data.description', 'description', 'details'),
    take('data.agent.name', 'data.agent.name', 'agent.name', 'host.name', 'hostname', 'host', 'computer'),
    take('data.agent.id', 'data.agent.id', 'agent.id', 'agent_id'),
    take('data.user.name', 'data.user.name', 'user.name', 'username', 'user'),
  ],
  severities: severityWords,
  types: agentTypes,
}
