import type { Mapping } from '../../../preload/contract/mapping.ts'
import { take, takeOr } from './field.ts'
import { severityWords } from './severities.ts'
import { agentTypes } from './types.ts'

/** What tools that run Sigma rules write of a match: the rule's title, id and level beside the event it matched. */
export const sigma: Mapping = {
  preset: 'sigma',
  format: 'json',
  fields: [
    take('type', 'type', 'event_type'),
    take('timestamp', '@timestamp', 'timestamp', 'Timestamp', 'time', 'event.timestamp', 'SystemTime', 'UtcTime'),
    // A rule without a level is medium to the tools that run it.
    takeOr('medium', 'data.severity', 'rule.level', 'rule_level', 'level', 'Level', 'severity'),
    take('data.title', 'rule.title', 'rule_title', 'RuleTitle', 'title', 'rule.name', 'name'),
    take('data.description', 'rule.description', 'description', 'Details'),
    take('data.rule.id', 'rule.id', 'rule_id', 'RuleID', 'id'),
    take('data.rule.name', 'rule.title', 'rule_title', 'RuleTitle', 'title', 'rule.name', 'name'),
    take('data.agent.name', 'event.Computer', 'Computer', 'computer', 'host.name', 'hostname', 'event.host.name'),
    take('data.user.name', 'event.User', 'User', 'event.TargetUserName', 'user.name'),
  ],
  severities: severityWords,
  types: agentTypes,
}
