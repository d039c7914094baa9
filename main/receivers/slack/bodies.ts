import type { Json } from '../../templates/json.ts'
import { headline, testMark } from '../parts/event-text.ts'

// SECURITY: plain text, in which a value can't look like a label of ours, nor a name in it become a link or a mention; an
// asterisk or an underscore of a command line stays what it is.
const plain = (text: string): Record<string, Json> => ({ type: 'plain_text', text, emoji: false })
const field = (label: string, text: string) => plain(`${label}: ${text}`)
const fieldIf = (path: string, label: string, text: string): Json => ({ $if: `{{ ${path} }}`, ...field(label, text) })

/** Of an incoming webhook: a header, what happened, whom it is about, a button. */
export const slackMessage: Json = {
  // Shown in notifications, where blocks aren't.
  text: headline,
  blocks: [
    {
      type: 'header',
      text: plain(`${testMark}{{ data.severity | upper }}: {{ data.title }}`),
    },
    {
      $if: '{{ data.description | trim }}',
      type: 'section',
      text: plain('{{ data.description }}'),
    },
    {
      type: 'section',
      fields: [
        field('Type', '{{ type_name }}'),
        fieldIf('data.agent.name', 'Host', '{{ data.agent.name }}{{ data.agent.ip | wrap(" (", ")") }}'),
        fieldIf('data.user.name', 'User', '{{ data.user.name }}'),
        fieldIf('data.rule.id', 'Rule', '{{ data.rule.id }}{{ data.rule.name | wrap(" ", "") }}'),
        fieldIf(
          'data.mitre.technique_id',
          'MITRE',
          '{{ data.mitre.technique_id }}{{ data.mitre.technique | wrap(" ", "") }}',
        ),
        fieldIf('data.network.source_ip', 'Source IP', '{{ data.network.source_ip }}'),
        fieldIf('data.network.destination_ip', 'Remote IP', '{{ data.network.destination_ip }}'),
      ],
    },
    {
      $if: '{{ data.link | url }}',
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: { type: 'plain_text', text: 'Open in console' },
          url: '{{ data.link | url }}',
          style: '{{ data.severity | map("critical=danger, high=danger") }}',
          action_id: 'open_console',
        },
      ],
    },
    { type: 'context', elements: [plain('{{ id }} | {{ timestamp }}')] },
  ],
}

const textOr = (path: string) => `{{ ${path} | text | default("") }}`

/** Of a workflow: always the same texts, '' where the event has none, because the workflow asks for each. */
export const slackVariables = {
  title: `${testMark}{{ data.title }}`,
  severity: '{{ data.severity }}',
  type: '{{ type_name }}',
  description: textOr('data.description'),
  host: '{{ data.agent.name }}{{ data.agent.ip | wrap(" (", ")") }}',
  user: textOr('data.user.name'),
  rule: '{{ data.rule.id }}{{ data.rule.name | wrap(" ", "") }}',
  technique: '{{ data.mitre.technique_id }}{{ data.mitre.technique | wrap(" ", "") }}',
  source_ip: textOr('data.network.source_ip'),
  remote_ip: textOr('data.network.destination_ip'),
  time: '{{ timestamp }}',
  event_id: '{{ id }}',
  link: '{{ data.link | url | default("") }}',
} satisfies Json
