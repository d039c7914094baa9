type FieldType = 'keyword' | 'text' | 'date' | 'ip' | 'long'

/** What ECS 9.4 says of the fields of a security alert (github.com/elastic/ecs, generated/ecs/ecs_flat.yml). */
const types: Record<string, FieldType> = {
  '@timestamp': 'date',
  'ecs.version': 'keyword',
  message: 'text',
  'event.id': 'keyword',
  'event.kind': 'keyword',
  'event.category': 'keyword',
  'event.type': 'keyword',
  'event.action': 'keyword',
  'event.severity': 'long',
  'event.module': 'keyword',
  'event.dataset': 'keyword',
  'event.provider': 'keyword',
  'event.reason': 'keyword',
  'event.url': 'keyword',
  'event.outcome': 'keyword',
  'event.original': 'keyword',
  'rule.id': 'keyword',
  'rule.name': 'keyword',
  'threat.framework': 'keyword',
  'threat.tactic.id': 'keyword',
  'threat.tactic.name': 'keyword',
  'threat.technique.id': 'keyword',
  'threat.technique.name': 'keyword',
  'threat.technique.subtechnique.id': 'keyword',
  'threat.technique.subtechnique.name': 'keyword',
  'agent.id': 'keyword',
  'agent.name': 'keyword',
  'agent.type': 'keyword',
  'host.name': 'keyword',
  'host.hostname': 'keyword',
  'host.ip': 'ip',
  'host.os.full': 'keyword',
  'user.name': 'keyword',
  'user.domain': 'keyword',
  'source.ip': 'ip',
  'destination.ip': 'ip',
  'related.hosts': 'keyword',
  'related.ip': 'ip',
  'related.user': 'keyword',
  'observer.vendor': 'keyword',
  'observer.product': 'keyword',
  'observer.type': 'keyword',
  tags: 'keyword',
  'labels.severity': 'keyword',
}

/** Values ECS allows, and no others. */
const allowed: Record<string, string[]> = {
  'ecs.version': ['9.4.0'],
  'event.kind': ['alert', 'asset', 'enrichment', 'event', 'metric', 'state', 'pipeline_error', 'signal'],
  'event.category': ['host', 'intrusion_detection', 'malware', 'process', 'threat'],
  'event.type': ['allowed', 'denied', 'info', 'access', 'change', 'end', 'start'],
  'event.outcome': ['failure', 'success', 'unknown'],
}

const fits: Record<FieldType, (value: unknown) => boolean> = {
  keyword: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  text: (value) => ['string', 'number', 'boolean'].includes(typeof value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
  ip: (value) =>
    typeof value === 'string' && (/^(\d{1,3}\.){3}\d{1,3}$/.test(value) || /^[\da-f:]*:[\da-f:.]*$/i.test(value)),
  long: (value) => Number.isInteger(value),
}

export type Complaint = { type: string; reason: string }

/** What a strictly mapped data stream says of a document; null: it takes it. */
export function findMisfit(document: unknown): Complaint | null {
  if (typeof document !== 'object' || document === null || !('@timestamp' in document))
    return complaint('document_parsing_exception', 'data stream timestamp field [@timestamp] is missing')
  for (const [path, value] of leavesOf(document)) {
    const type = types[path]
    if (type === undefined)
      return complaint('strict_dynamic_mapping_exception', `mapping set to strict, dynamic introduction of [${path}]`)
    if (!fits[type](value) || !(allowed[path]?.includes(String(value)) ?? true))
      return complaint('document_parsing_exception', `failed to parse field [${path}] of type [${type}]`)
  }
  return null
}

const complaint = (type: string, reason: string): Complaint => ({ type, reason })

/** A list has no path of its own: its items stand where it does. */
function leavesOf(value: unknown, path = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path))
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
}
