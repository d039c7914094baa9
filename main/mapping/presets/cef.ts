import type { Mapping } from '../../../preload/contract/mapping.ts'
import { take } from './field.ts'
import { severityOfTen, severityWords } from './severities.ts'
import { agentTypes } from './types.ts'

/** The names of the CEF dictionary (ArcSight CEF, version 25). */
export const cef: Mapping = {
  preset: 'cef',
  format: 'cef',
  fields: [
    take('type', 'name'),
    take('timestamp', 'rt', 'end', 'start', 'deviceReceiptTime'),
    take('data.severity', 'severity'),
    take('data.title', 'name'),
    take('data.description', 'msg', 'reason'),
    take('data.agent.id', 'deviceExternalId'),
    // Who reports. Where traffic comes from and goes to may be anywhere, and stops reporting to nobody.
    take('data.agent.name', 'dvchost', 'deviceHostName'),
    take('data.agent.ip', 'dvc', 'deviceAddress'),
    take('data.user.name', 'duser', 'suser'),
    take('data.network.source_ip', 'src', 'sourceAddress'),
    take('data.network.destination_ip', 'dst', 'destinationAddress'),
    take('data.network.source_host', 'shost'),
    take('data.network.destination_host', 'dhost'),
    take('data.rule.id', 'deviceEventClassId'),
  ],
  severities: [...severityOfTen, ...severityWords],
  types: agentTypes,
}
