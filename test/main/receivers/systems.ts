import { completeUrl } from '../../../main/receivers/complete-url.ts'
import { receivers } from '../../../main/receivers/index.ts'
import { powerAutomate } from '../../../main/receivers/power-automate.ts'
import type { Receiver } from '../../../main/receivers/receiver.ts'
import { slackVariables } from '../../../main/receivers/slack/bodies.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { renderBody } from '../../../main/templates/body.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import type { ReceiverKind } from '../../../preload/contract/receiver.ts'
import type { Received } from '../../support/received.ts'
import { simulateElasticAgent } from '../../support/receivers/elastic-agent.ts'
import { simulateElasticsearch } from '../../support/receivers/elastic.ts'
import { simulateJira } from '../../support/receivers/jira.ts'
import { simulatePowerAutomate } from '../../support/receivers/power-automate.ts'
import { simulateQradar } from '../../support/receivers/qradar.ts'
import { simulateServiceNow } from '../../support/receivers/servicenow.ts'
import type { Simulator } from '../../support/receivers/simulator.ts'
import { simulateSlack, simulateSlackWorkflow } from '../../support/receivers/slack.ts'
import { simulateSplunk } from '../../support/receivers/splunk.ts'
import { simulateTeams } from '../../support/receivers/teams.ts'
import { simulateZapier } from '../../support/receivers/zapier.ts'
import { simulateZendesk } from '../../support/receivers/zendesk.ts'

/** The payload the form tells to paste. */
const sample = JSON.parse(/\{.*\}/.exec(powerAutomate.setUp.join('\n'))![0]) as unknown
const simulateQradarJson = () => {
  const simulated = simulateQradar()
  return { ...simulated, fields: { ...simulated.fields, mode: 'json' } }
}

export type System = { kind: ReceiverKind; simulate: () => Simulator }

/** Every API of every receiver that has one; each simulates anew, and knows nothing of the events before. */
export const systems = {
  'a table of ServiceNow': { kind: 'servicenow', simulate: () => simulateServiceNow() },
  'an import set of ServiceNow': {
    kind: 'servicenow',
    simulate: () => simulateServiceNow({ path: '/api/now/import/u_castellan' }),
  },
  'Event Management of ServiceNow': {
    kind: 'servicenow',
    simulate: () => simulateServiceNow({ path: '/api/global/em/jsonv2' }),
  },
  'Jira Cloud': { kind: 'jira', simulate: () => simulateJira({ api: 'cloud' }) },
  'Jira Data Center': { kind: 'jira', simulate: () => simulateJira({ api: 'server' }) },
  'a rule of Jira': { kind: 'jira', simulate: () => simulateJira({ api: 'rule' }) },
  Zendesk: { kind: 'zendesk', simulate: () => simulateZendesk() },
  Slack: { kind: 'slack', simulate: () => simulateSlack() },
  'a workflow of Slack': { kind: 'slack', simulate: () => simulateSlackWorkflow(Object.keys(slackVariables)) },
  Teams: { kind: 'teams', simulate: () => simulateTeams() },
  Zapier: { kind: 'zapier', simulate: () => simulateZapier() },
  'Power Automate': { kind: 'power-automate', simulate: () => simulatePowerAutomate({ sample }) },
  Splunk: { kind: 'splunk', simulate: () => simulateSplunk() },
  Elasticsearch: { kind: 'elastic', simulate: () => simulateElasticsearch() },
  'Elastic Agent': { kind: 'elastic', simulate: () => simulateElasticAgent({ auth: 'basic' }) },
  'QRadar, as LEEF': { kind: 'qradar', simulate: () => simulateQradar() },
  'QRadar, as JSON': { kind: 'qradar', simulate: simulateQradarJson },
} satisfies Record<string, System>

/** Posts the event as a webhook does that was made of the simulator's URL and what is entered beside it. */
export function postTo({ kind, simulate }: System, event: SecurityEvent) {
  const receiver: Receiver = receivers[kind]
  const { url, fields, answer, taken } = simulate()
  const told = receiver.recognise(new URL(url))
  const values = valuesOf(receiver, { ...(told?.kind === 'fits' && told.fields), ...fields })
  const { pathname, search } = new URL(completeUrl(kind, url, values))
  const { contentType, body } = renderBody(receiver, null, event, values)
  const headers = [...receiver.headers(values, 'dlv_1'), ...receiver.credentials(values)]
  const request: Received = {
    at: 0,
    method: 'POST',
    path: pathname + search,
    headers: {
      ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      'content-type': contentType,
    },
    rawHeaders: [],
    body,
    bytes: Buffer.from(body),
    connection: 1,
    client: undefined,
  }
  const { status, body: said } = answer(request)
  return { status, said, body, taken }
}
