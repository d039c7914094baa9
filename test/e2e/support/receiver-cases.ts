import { expect } from '@playwright/test'
import type { ReceiverKind } from '../../../preload/contract/receiver.ts'
import { type PlainAnswer, reply } from '../../support/answers.ts'
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

/** What its refusal looks like: what is entered wrongly at first, or how it answers once; and what the window says. */
type Refused = { says: string } & ({ entered: Record<string, string> } | { answer: PlainAnswer })

export type Case = {
  name: string
  kind: ReceiverKind
  /** Given what the form says about how to set it up. */
  simulate: (setUp: string) => Simulator
  /** What its users see of the event. */
  sees: Record<string, unknown>
  /** How the analyst says which, where the URL doesn't. */
  chosen?: 'among two' | 'by hand'
  /** Where it works on events later, as far as it says. */
  later?: true
  refused?: Refused
}

export const title = 'Credential dumping detected on WIN-FIN-07'
const headline = `[CRITICAL] ${title}`

/** Texts between these in what the form says, as an analyst copies them. */
const between = (text: string, before: string, after: string): string =>
  text.slice(text.indexOf(before) + before.length).split(after)[0] ?? ''

function simulateScript(): Simulator {
  const taken: unknown[] = []
  return {
    url: 'https://soar.example.com/hooks/castellan',
    fields: {},
    secrets: [],
    taken,
    answer: ({ body }) => {
      taken.push(JSON.parse(body))
      return reply(204)
    },
  }
}

export const cases: Case[] = [
  {
    name: 'A script of our own',
    kind: 'custom',
    simulate: simulateScript,
    sees: { type: 'security.critical', data: { title, test: false } },
    refused: { answer: reply(500, {}, 'Traceback …'), says: 'answered 500' },
  },
  {
    name: 'ServiceNow incidents',
    kind: 'servicenow',
    simulate: () => simulateServiceNow(),
    sees: { short_description: headline, impact: '1' },
    refused: { entered: { apiKey: 'revoked' }, says: 'ServiceNow answered 401' },
  },
  {
    name: 'ServiceNow import set',
    kind: 'servicenow',
    simulate: () => simulateServiceNow({ path: '/api/now/import/u_castellan', auth: 'basic' }),
    sees: { u_short_description: headline },
  },
  {
    name: 'ServiceNow Event Management',
    kind: 'servicenow',
    simulate: () => simulateServiceNow({ path: '/api/global/em/jsonv2', auth: 'bearer' }),
    sees: { severity: '1', node: 'WIN-FIN-07' },
    later: true,
  },
  {
    name: 'Jira Cloud',
    kind: 'jira',
    simulate: () => simulateJira(),
    sees: { project: { key: 'SEC' }, issuetype: { name: 'Task' }, summary: headline },
    refused: { entered: { token: 'revoked' }, says: 'Jira answered 401: it does not accept the sign-in.' },
  },
  {
    name: 'Jira Data Center',
    kind: 'jira',
    simulate: () => simulateJira({ api: 'server' }),
    sees: { project: { key: 'SEC' }, summary: headline },
  },
  {
    name: 'Jira automation',
    kind: 'jira',
    simulate: () => simulateJira({ api: 'rule' }),
    sees: { data: { title } },
    later: true,
  },
  {
    name: 'Zendesk',
    kind: 'zendesk',
    simulate: () => simulateZendesk(),
    sees: { subject: headline, comment: { public: false }, type: 'incident' },
    refused: { entered: { token: 'revoked' }, says: 'Zendesk answered 401: it does not accept the sign-in.' },
  },
  {
    name: 'Slack channel',
    kind: 'slack',
    simulate: () => simulateSlack(),
    sees: { text: headline, notified: [] },
    refused: { answer: reply(403, {}, 'invalid_token'), says: 'the key in the URL is not valid' },
  },
  {
    name: 'Slack workflow',
    kind: 'slack',
    simulate: (setUp) => simulateSlackWorkflow(between(setUp, 'variables named ', ', and copy').split(', ')),
    sees: { title, severity: 'critical' },
    later: true,
  },
  {
    name: 'Teams channel',
    kind: 'teams',
    simulate: () => simulateTeams(),
    sees: { type: 'AdaptiveCard' },
    chosen: 'among two',
    later: true,
    refused: {
      answer: reply(404, {}, '{"error":{"code":"WorkflowNotFound","message":"The workflow could not be found."}}'),
      says: 'the workflow does not exist any more',
    },
  },
  {
    name: 'Power Automate',
    kind: 'power-automate',
    simulate: (setUp) => simulatePowerAutomate({ sample: JSON.parse(between(setUp, 'and paste: ', '\n')) }),
    sees: { severity: 'critical', title, agent: { name: 'WIN-FIN-07' } },
    chosen: 'among two',
    later: true,
    refused: {
      answer: reply(400, {}, '{"error":{"code":"TriggerInputSchemaMismatch","message":"Expected Integer."}}'),
      says: 'the event does not fit the schema of the flow',
    },
  },
  {
    name: 'Zapier',
    kind: 'zapier',
    simulate: () => simulateZapier(),
    sees: { type: 'security.critical', title },
    later: true,
    refused: { answer: reply(410), says: 'the hook does not exist any more' },
  },
  {
    name: 'Splunk',
    kind: 'splunk',
    simulate: () => simulateSplunk(),
    sees: { sourcetype: 'castellan:event', event: { title, severity: 'critical' } },
    refused: { entered: { token: '00000000-0000-4000-8000-000000000000' }, says: 'answered code 4: Invalid token' },
  },
  {
    name: 'Elasticsearch',
    kind: 'elastic',
    simulate: () => simulateElasticsearch(),
    sees: { index: 'logs-castellan.event-default', document: { message: expect.stringContaining(title) } },
    refused: { entered: { api_key: 'cmV2b2tlZDpyZXZva2Vk' }, says: 'does not accept the credentials' },
  },
  {
    name: 'Elastic Agent',
    kind: 'elastic',
    simulate: () => simulateElasticAgent({ auth: 'header' }),
    sees: { host: { hostname: 'WIN-FIN-07' } },
    chosen: 'by hand',
    later: true,
  },
  {
    name: 'QRadar LEEF',
    kind: 'qradar',
    simulate: () => simulateQradar({ token: true }),
    sees: { eventId: 'security.critical', attributes: { sev: '10', msg: title } },
    later: true,
    refused: { entered: { header: 'X-QRadar-Token', token: 'revoked' }, says: 'it does not accept the token' },
  },
  {
    name: 'QRadar JSON',
    kind: 'qradar',
    simulate: () => {
      const simulator = simulateQradar()
      // What follows the port means nothing to it; here it tells the two log sources apart.
      return { ...simulator, url: `${simulator.url}/json`, fields: { mode: 'json' } }
    },
    sees: { severity: 'critical', title },
    later: true,
  },
]
