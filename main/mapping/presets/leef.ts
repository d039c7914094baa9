import type { Mapping } from '../../../preload/contract/mapping.ts'
import { take, takeOr } from './field.ts'
import { severityOfTen, severityWords } from './severities.ts'
import { agentTypes } from './types.ts'

/** The predefined attributes of IBM's LEEF guide. `sev` may be left out there: that is a finding. */
export const leef: Mapping = {
  preset: 'leef',
  format: 'leef',
  fields: [
    take('type', 'eventId', 'cat'),
    take('timestamp', 'devTime'),
    takeOr('info', 'data.severity', 'sev', 'severity'),
    take('data.title', 'name', 'title', 'msg', 'eventId'),
    take('data.description', 'msg', 'reason'),
    take('data.agent.name', 'identHostName', 'resource', 'hostname'),
    take('data.agent.ip', 'identSrc'),
    take('data.user.name', 'usrName', 'accountName', 'identUserName'),
    take('data.network.source_ip', 'src'),
    take('data.network.destination_ip', 'dst'),
    take('data.rule.id', 'eventId'),
    take('data.rule.name', 'policy'),
  ],
  severities: [...severityOfTen, ...severityWords],
  types: agentTypes,
}
