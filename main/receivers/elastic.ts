import type { Json } from '../templates/json.ts'
import { basicLogin } from './parts/basic-login.ts'
import { withoutControls } from './parts/control-characters.ts'
import { ecsTemplate, tidy } from './elastic/ecs.ts'
import { elasticAgentAnswers } from './elastic/agent-answers.ts'
import { elasticAnswers } from './elastic/answers.ts'
import { isAgent, toElasticsearch } from './elastic/mode.ts'
import { maskElastic, recogniseElastic } from './elastic/url.ts'
import { choiceField, secretField, textField } from './parts/fields.ts'
import { checkHeaderName, checkHeaderValue, checkToken } from './parts/header-fields.ts'
import { packJson } from './parts/pack-json.ts'
import type { Packed, Receiver, Values } from './receiver.ts'

type Name = 'mode' | 'api_key' | 'user' | 'password' | 'header' | 'secret' | 'target'

function credentials({ mode, api_key, user, password, header, secret }: Values<Name>): [string, string][] {
  switch (mode) {
    case 'api_key':
      // The form before encoding is id:key.
      return [['authorization', `ApiKey ${api_key.includes(':') ? Buffer.from(api_key).toString('base64') : api_key}`]]
    case 'agent_header':
      return header === '' ? [] : [[header, secret]]
    default:
      return [['authorization', basicLogin(user, password)]]
  }
}

function check(values: Values<Name>, url: URL): Partial<Record<Name, string>> {
  if (isAgent(values)) {
    if (url.pathname.endsWith('/_bulk')) return { mode: 'A URL that ends with /_bulk is one of Elasticsearch.' }
    if ([...url.searchParams.keys()].some((name) => name !== 'wait_for_completion_timeout'))
      return { mode: 'The endpoint refuses parameters in the URL. Take out what follows the question mark.' }
    if ((values.header === '') !== (values.secret === ''))
      return values.header === '' ? { header: 'Enter the name of the header.' } : { secret: 'Enter its value.' }
    return {}
  }
  return url.pathname.endsWith('/_bulk')
    ? {}
    : { mode: 'The URL of Elasticsearch has to end with /_bulk, so that no event is stored twice.' }
}

/** https://www.elastic.co/docs: names of indices and data streams. */
const checkTarget = (value: string) =>
  /^[^-_+A-Z\s\\/*?"<>|,#:][^A-Z\s\\/*?"<>|,#:]{0,199}$/.test(value)
    ? null
    : 'A data stream is written in small letters, without spaces, such as logs-castellan.event-default.'

function pack(tree: Json, event: { id: string }, values: Values<Name>): Packed {
  const document = tidy(tree)
  if (isAgent(values)) return packJson(document)
  // Data streams take nothing but create; the second one of an id is refused with 409.
  const action = { create: { _index: values.target, _id: event.id } }
  return {
    contentType: 'application/x-ndjson',
    body: `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`,
  }
}

const whenUser = { mode: ['basic', 'agent_basic'] }

/** Elasticsearch by _bulk with one document, and the HTTP endpoint of Elastic Agent or Filebeat. */
export const elastic: Receiver<'elastic', Name> = {
  kind: 'elastic',
  name: 'Elastic',
  urlExample: 'https://deployment.es.eu-central-1.aws.elastic-cloud.com',
  setUp: [
    'Elasticsearch: in Kibana, Stack Management → API keys, create a key with the privileges create_doc and auto_configure on logs-castellan.event-*. The URL is the Elasticsearch endpoint of the deployment, not that of Kibana.',
    'Elastic Agent: add the integration Custom HTTP Endpoint Logs to a policy, with TLS and with basic authentication or a secret header. Its HMAC check is not served.',
  ],
  unconfirmed: [
    'The exact words Elasticsearch refuses with where the key, its privileges or the index are missing.',
    'The hosts that end with cloud.es.io.',
  ],
  fields: [
    choiceField(
      'mode',
      'Sent to',
      [
        { value: 'api_key', label: 'Elasticsearch, with an API key' },
        { value: 'basic', label: 'Elasticsearch, with user and password' },
        { value: 'agent_header', label: 'Elastic Agent or Filebeat, with a secret header' },
        { value: 'agent_basic', label: 'Elastic Agent or Filebeat, with user and password' },
      ],
      { hint: 'What takes the events. Serverless projects know API keys only.' },
    ),
    secretField('api_key', 'API key', {
      hint: 'In Kibana: Stack Management → API keys → Create API key, format Encoded.',
      when: { mode: ['api_key'] },
      check: checkToken('ApiKey'),
    }),
    textField('user', 'User', {
      hint: 'As created for this webhook in Kibana, or as set in the HTTP endpoint of the Agent.',
      when: whenUser,
      // RFC 7617 §2: the first colon ends it.
      check: (value) => (value.includes(':') ? 'A user name has no colon.' : null),
    }),
    secretField('password', 'Password', { hint: 'The password of this user.', when: whenUser, exact: true }),
    textField('header', 'Secret header', {
      hint: 'In the integration: Secret Header. Leave it empty where the endpoint asks for none.',
      required: false,
      placeholder: 'X-Webhook-Secret',
      when: { mode: ['agent_header'] },
      check: checkHeaderName,
    }),
    secretField('secret', 'Secret value', {
      hint: 'In the integration: Secret Value.',
      required: false,
      when: { mode: ['agent_header'] },
      check: checkHeaderValue,
    }),
    textField('target', 'Data stream', {
      hint: 'Where the events are stored. An index does too.',
      required: false,
      initial: 'logs-castellan.event-default',
      when: { mode: toElasticsearch },
      check: checkTarget,
    }),
  ],
  check,
  recognise: recogniseElastic,
  signs: false,
  credentials,
  headers: () => [],
  template: () => ecsTemplate,
  escape: withoutControls,
  takesNull: false,
  limits: { bytes: 512 * 1024, characters: () => null, perMinute: null },
  pack,
  dedup: 'Elasticsearch keeps one document for each event id. Elastic Agent keeps what it is sent.',
  answers: [...elasticAnswers, ...elasticAgentAnswers],
  mask: maskElastic,
}
