import type { Json } from '../../templates/json.ts'
import { testMark } from '../parts/event-text.ts'

const factIf = (path: string, title: string, value: string): Json => ({ $if: `{{ ${path} }}`, title, value })

/** A message with one Adaptive Card 1.4: Teams on phones knows no later version whole. */
export const teamsCard: Json = {
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.4',
        body: [
          {
            type: 'Container',
            style:
              '{{ type | map("security.critical=attention, security.high=warning, agent.offline=warning, agent.online=good, *=accent") }}',
            bleed: true,
            items: [
              {
                type: 'TextBlock',
                text: `${testMark}{{ data.severity | upper }} - {{ data.title }}`,
                weight: 'Bolder',
                size: 'Large',
                wrap: true,
              },
              {
                type: 'TextBlock',
                text: '{{ type_name }} | {{ timestamp | utc }} UTC',
                isSubtle: true,
                spacing: 'None',
                wrap: true,
              },
            ],
          },
          {
            $if: '{{ data.description | trim }}',
            type: 'TextBlock',
            text: '{{ data.description }}',
            wrap: true,
          },
          {
            type: 'FactSet',
            facts: [
              factIf('data.agent.name', 'Host', '{{ data.agent.name }}{{ data.agent.ip | wrap(" (", ")") }}'),
              factIf('data.user.name', 'User', '{{ data.user.name | text }}'),
              factIf('data.rule.id', 'Rule', '{{ data.rule.id }}{{ data.rule.name | wrap(" ", "") }}'),
              factIf(
                'data.mitre.technique_id',
                'MITRE',
                '{{ data.mitre.technique_id }}{{ data.mitre.technique | wrap(" ", "") }}{{ data.mitre.tactic | wrap(" (", ")") }}',
              ),
              factIf('data.network.source_ip', 'Source IP', '{{ data.network.source_ip | text }}'),
              factIf('data.network.destination_ip', 'Remote IP', '{{ data.network.destination_ip | text }}'),
              { title: 'Event ID', value: '{{ id }}' },
            ],
          },
        ],
        actions: [
          {
            $if: '{{ data.link | url }}',
            type: 'Action.OpenUrl',
            title: 'Open in console',
            url: '{{ data.link | url }}',
          },
        ],
      },
    },
  ],
}
