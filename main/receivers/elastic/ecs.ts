import { isIP } from 'node:net'
import type { Json } from '../../templates/json.ts'
import { testMark } from '../parts/event-text.ts'

// Elastic Common Schema 9.4 (github.com/elastic/ecs, generated/ecs/ecs_flat.yml).

const isAgent = 'agent.offline=host, agent.online=host'

/** For a field of type `keyword`: lists as one text too, and an object, for which the whole document would be refused. */
const keyword = (path: string) => `{{ data.${path} | join(", ") }}`
const userName = '{{ data.user.name | join(", ") | after("\\") }}'

/** An event as an ECS document. What ECS has no field for is in event.original, which is kept but not indexed. */
export const ecsTemplate: Json = {
  '@timestamp': '{{ timestamp }}',
  ecs: { version: '9.4.0' },
  message: `${testMark}{{ data.title }}{{ data.description | wrap(": ", "") }}`,
  event: {
    id: '{{ id }}',
    kind: '{{ type | map("agent.offline=event, agent.online=event, *=alert") }}',
    category: [`{{ type | map("${isAgent}, *=intrusion_detection") }}`],
    type: ['info'],
    action: '{{ type }}',
    // The risk scores Elastic's own rules give.
    severity: '{{ data.severity | map("critical=99, high=73, medium=47, low=21, info=1") | number }}',
    module: 'castellan',
    dataset: 'castellan.event',
    provider: 'Castellan Webhooks',
    reason: '{{ data.description }}',
    url: '{{ data.link | url }}',
    original: '{{ event | json }}',
  },
  rule: { id: keyword('rule.id'), name: keyword('rule.name') },
  threat: {
    $if: '{{ data.mitre }}',
    framework: 'MITRE ATT&CK',
    tactic: { id: [keyword('mitre.tactic_id')], name: [keyword('mitre.tactic')] },
    technique: {
      // T1003.001 is a subtechnique of T1003.
      id: ['{{ data.mitre.technique_id | join(", ") | wrap("", ".") | before(".") }}'],
      name: [keyword('mitre.technique')],
      subtechnique: [
        { $if: '{{ data.mitre.technique_id | join(", ") | before(".") }}', id: [keyword('mitre.technique_id')] },
        {
          $if: '{{ data.mitre.subtechnique_id }}',
          id: [keyword('mitre.subtechnique_id')],
          name: [keyword('mitre.subtechnique')],
        },
      ],
    },
  },
  agent: { $if: '{{ data.agent }}', id: keyword('agent.id'), name: keyword('agent.name'), type: 'castellan' },
  host: {
    name: keyword('agent.name'),
    hostname: keyword('agent.name'),
    ip: ['{{ data.agent.ip }}'],
    os: { full: keyword('agent.os') },
  },
  user: { name: userName, domain: '{{ data.user.name | join(", ") | before("\\") }}' },
  source: { ip: '{{ data.network.source_ip }}' },
  destination: { ip: '{{ data.network.destination_ip }}' },
  related: {
    hosts: [keyword('agent.name')],
    ip: ['{{ data.agent.ip }}', '{{ data.network.source_ip }}', '{{ data.network.destination_ip }}'],
    user: [userName],
  },
  observer: { vendor: 'Castellan', product: 'Castellan Webhooks' },
  tags: ['security-event', '{{ data.test | map("true=test") }}'],
  labels: { severity: '{{ data.severity }}' },
}

/**
 * The document without empty lists and objects, and without what is no address in fields of type `ip`: for one of those
 * Elasticsearch refuses the whole document.
 */
export function tidy(tree: Json, key = ''): Json {
  if (Array.isArray(tree)) {
    const items = tree.map((item) => tidy(item, key)).filter((item) => !isNothing(item, key))
    return isIpField(key) ? [...new Set(items.flat())] : items
  }
  if (tree === null || typeof tree !== 'object') return tree
  const entries = Object.entries(tree).map(([name, value]): [string, Json] => [name, tidy(value, name)])
  return Object.fromEntries(entries.filter(([name, value]) => !isNothing(value, name)))
}

/** As the mappings of every logs-*-* have it (elastic/elasticsearch, ecs@mappings: `ip`, `*.ip` and `*_ip`). */
const isIpField = (key: string) => key === 'ip' || key.endsWith('_ip')

const isNothing = (value: Json, key: string): boolean => {
  if (Array.isArray(value)) return value.length === 0
  if (isIpField(key)) return !isAddress(value)
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** Elasticsearch knows no zones (fe80::1%eth0). */
const isAddress = (value: Json) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%')
