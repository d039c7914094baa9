import type { Mapping } from '../../../preload/contract/mapping.ts'
import { take, takeOr } from './field.ts'
import { severityOfHundred, severityWords } from './severities.ts'
import { agentTypes } from './types.ts'

/** Elastic Common Schema 9, and the alerts Kibana makes of it. Logs without a severity are findings. */
export const ecs: Mapping = {
  preset: 'ecs',
  format: 'json',
  fields: [
    take('id', 'kibana.alert.uuid', 'event.id'),
    take('type', 'event.action', 'event.code'),
    take('timestamp', '@timestamp', 'event.created'),
    takeOr('info', 'data.severity', 'kibana.alert.severity', 'kibana.alert.risk_score', 'event.severity'),
    take('data.title', 'kibana.alert.rule.name', 'rule.name', 'kibana.alert.reason', 'message', 'event.action'),
    take('data.description', 'kibana.alert.rule.description', 'rule.description', 'event.reason', 'message'),
    take('data.agent.id', 'agent.id', 'host.id'),
    take('data.agent.name', 'host.name', 'host.hostname', 'agent.name'),
    take('data.agent.ip', 'host.ip'),
    take('data.agent.os', 'host.os.full', 'host.os.name'),
    take('data.user.name', 'user.name', 'user.email'),
    take('data.network.source_ip', 'source.ip', 'client.ip'),
    take('data.network.destination_ip', 'destination.ip', 'server.ip'),
    take('data.rule.id', 'kibana.alert.rule.uuid', 'rule.id'),
    take('data.rule.name', 'kibana.alert.rule.name', 'rule.name'),
    take('data.mitre.tactic_id', 'threat.tactic.id'),
    take('data.mitre.technique_id', 'threat.technique.id'),
    take('data.mitre.technique', 'threat.technique.name'),
    take('data.link', 'kibana.alert.url', 'event.url', 'event.reference'),
  ],
  severities: [...severityWords, ...severityOfHundred],
  types: agentTypes,
}
