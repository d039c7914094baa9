import { isIP } from 'node:net'
import type { Json } from '../../templates/json.ts'
import { testMark } from '../parts/event-text.ts'

// Elastic Common Schema 9.4 (github.com/elastic/ecs, generated/ecs/ecs_flat.yml).

const isAgent = 'agent.offline=host, agent.online=host'

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
  rule: { $if: '{{ data.rule }}', id: '{{ data.rule.id }}', name: '{{ data.rule.name }}' },
  threat: {
    $if: '{{ data.mitre }}',
    framework: 'MITRE ATT&CK',
    tactic: { id: ['{{ data.mitre.tactic_id }}'], name: ['{{ data.mitre.tactic }}'] },
    technique: {
      // T1003.001 is a subtechnique of T1003.
      id: ['{{ data.mitre.technique_id | wrap("", ".") | before(".") }}'],
      name: ['{{ data.mitre.technique }}'],
      subtechnique: [
        { $if: '{{ data.mitre.technique_id | before(".") }}', id: ['{{ data.mitre.technique_id }}'] },
        {
          $if: '{{ data.mitre.subtechnique_id }}',
          id: ['{{ data.mitre.subtechnique_id }}'],
          name: ['{{ data.mitre.subtechnique }}'],
        },
      ],
    },
  },
  agent: { $if: '{{ data.agent }}', id: '{{ data.agent.id }}', name: '{{ data.agent.name }}', type: 'castellan' },
  host: {
    $if: '{{ data.agent }}',
    name: '{{ data.agent.name }}',
    hostname: '{{ data.agent.name }}',
    ip: ['{{ data.agent.ip }}'],
    os: { full: '{{ data.agent.os }}' },
  },
  user: {
    $if: '{{ data.user }}',
    name: '{{ data.user.name | after("\\") }}',
    domain: '{{ data.user.name | before("\\") }}',
  },
  source: { $if: '{{ data.network.source_ip }}', ip: '{{ data.network.source_ip }}' },
  destination: { $if: '{{ data.network.destination_ip }}', ip: '{{ data.network.destination_ip }}' },
  related: {
    hosts: ['{{ data.agent.name }}'],
    ip: ['{{ data.agent.ip }}', '{{ data.network.source_ip }}', '{{ data.network.destination_ip }}'],
    user: ['{{ data.user.name | after("\\") }}'],
  },
  observer: { vendor: 'Castellan', product: 'Castellan Webhooks' },
  tags: ['security-event', '{{ data.test | map("true=test") }}'],
  labels: { severity: '{{ data.severity }}' },
}

/**
 * The document without empty lists and objects, and without texts in `ip` fields that are no address: for one of those
 * Elasticsearch refuses the whole document.
 */
export function tidy(tree: Json, key = ''): Json {
  if (Array.isArray(tree)) {
    const items = tree.map((item) => tidy(item, key)).filter((item) => !isNothing(item, key))
    return key === 'ip' ? [...new Set(items)] : items
  }
  if (tree === null || typeof tree !== 'object') return tree
  const entries = Object.entries(tree).map(([name, value]): [string, Json] => [name, tidy(value, name)])
  return Object.fromEntries(entries.filter(([name, value]) => !isNothing(value, name)))
}

const isNothing = (value: Json, key: string): boolean => {
  if (value === null) return false
  if (typeof value === 'object') return Object.keys(value).length === 0
  return key === 'ip' && !isAddress(value)
}

/** Elasticsearch knows no zones (fe80::1%eth0). */
const isAddress = (value: Json) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%')
