import { withoutControls } from './parts/control-characters.ts'
import { testMark } from './parts/event-text.ts'
import { choiceField, secretField, textField } from './parts/fields.ts'
import { checkHeaderName, checkHeaderValue } from './parts/header-fields.ts'
import { writeLeef } from './qradar/leef.ts'
import { maskUrl } from './parts/mask-parts.ts'
import { packJson } from './parts/pack-json.ts'
import { qradarAnswers } from './qradar/answers.ts'
import type { Receiver } from './receiver.ts'
import type { Json } from '../templates/json.ts'

type Name = 'mode' | 'header' | 'token'

const port = '12469'

const leefTemplate: Json = {
  // QRadar maps events by event_id and cat: both are the same for all events of a type, so five mappings do.
  event_id: '{{ type }}',
  cat: '{{ type_name }}',
  // Milliseconds need no devTimeFormat.
  devTime: '{{ timestamp | epoch_ms }}',
  sev: '{{ data.severity | map("critical=10, high=8, medium=5, low=3, info=1") | number }}',
  src: '{{ data.network.source_ip }}',
  dst: '{{ data.network.destination_ip }}',
  usrName: '{{ data.user.name | truncate(255) }}',
  identSrc: '{{ data.agent.ip }}',
  identHostName: '{{ data.agent.name }}',
  resource: '{{ data.agent.name }}',
  policy: '{{ data.rule.id }}',
  url: '{{ data.link | url }}',
  eventUid: '{{ id }}',
  agentId: '{{ data.agent.id }}',
  ruleName: '{{ data.rule.name }}',
  mitreTactic: '{{ data.mitre.tactic_id }}',
  mitreTechnique: '{{ data.mitre.technique_id }}',
  msg: `${testMark}{{ data.title }}`,
  description: '{{ data.description }}',
}

const jsonTemplate: Json = {
  id: '{{ id }}',
  type: '{{ type }}',
  timestamp: '{{ timestamp }}',
  severity: '{{ data.severity }}',
  title: '{{ data.title }}',
  description: '{{ data.description }}',
  link: '{{ data.link }}',
  test: '{{ data.test }}',
  agent: '{{ data.agent }}',
  user: '{{ data.user }}',
  network: '{{ data.network }}',
  rule: '{{ data.rule }}',
  mitre: '{{ data.mitre }}',
  other:
    '{{ data | without("severity", "title", "description", "link", "test", "agent", "user", "network", "rule", "mitre") }}',
}

/** QRadar's HTTP Receiver protocol: one event a request, as a LEEF line or as JSON. */
export const qradar: Receiver<'qradar', Name> = {
  kind: 'qradar',
  name: 'IBM QRadar HTTP Receiver',
  urlExample: 'https://qradar.example.com:12469',
  setUp: [
    'In QRadar, Log Sources → New Log Source, protocol HTTP Receiver, communication type HTTPS. For LEEF choose the type Universal LEEF, or one of your own.',
    'Give it a certificate that a CA has issued: a self-signed one is refused. That of an internal CA is entered in the webhook under TLS.',
    'Deploy the changes and open the listen port, 12469 unless changed. Until then the connection is refused.',
    'A log source is discovered after about 25 events. Unknown events are mapped in the DSM Editor by Event ID and category.',
  ],
  unconfirmed: [
    'What the receiver answers beside its status.',
    'That LEEF is read when it comes by HTTP rather than syslog.',
    'How long an event may be before QRadar cuts it (Max Payload Length): 32,767 bytes are sent at most.',
    'That the path of the URL means nothing to the receiver.',
  ],
  fields: [
    choiceField(
      'mode',
      'Format',
      [
        { value: 'leef', label: 'LEEF 2.0' },
        { value: 'json', label: 'JSON' },
      ],
      { hint: 'LEEF for a log source of the type Universal LEEF, JSON for one whose properties you define yourself.' },
    ),
    textField('header', 'Token header', {
      hint: 'In the log source: Authentication Token Header Name. Empty where it asks for none.',
      required: false,
      placeholder: 'Authorization',
      check: checkHeaderName,
    }),
    secretField('token', 'Token', {
      hint: 'In the log source: Authentication Token Value.',
      required: false,
      check: checkHeaderValue,
    }),
  ],
  check: ({ header, token }) => {
    if ((header === '') === (token === '')) return {}
    return header === '' ? { header: 'Enter the name of the header.' } : { token: 'Enter the token.' }
  },
  recognise: (url) => (url.port === port ? { kind: 'fits', url: url.href, fields: {} } : null),
  signs: false,
  credentials: ({ header, token }) => (header === '' || token === '' ? [] : [[header, token]]),
  headers: () => [],
  template: ({ mode }) => (mode === 'json' ? jsonTemplate : leefTemplate),
  escape: withoutControls,
  takesNull: false,
  limits: { bytes: 32_767, characters: () => null, perMinute: null },
  pack: (tree, event, { mode }) =>
    mode === 'json' ? packJson(tree) : { contentType: 'text/plain; charset=utf-8', body: writeLeef(tree, event.type) },
  dedup: null,
  answers: qradarAnswers,
  mask: (url) => maskUrl(url),
}
