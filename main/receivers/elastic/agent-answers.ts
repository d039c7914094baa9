import { isSuccessStatus } from '../parts/success-status.ts'
import type { AnswerRule } from '../receiver.ts'
import { isAgent } from './mode.ts'

const saying = (status: number, message: string) => ({ status, body: JSON.stringify({ message }) })
const integration = 'Compare the webhook with the integration in Fleet (or with filebeat.yml), then test again.'

/**
 * Answers of the HTTP endpoint of Elastic Agent and Filebeat. Status and words of a success are its administrator's
 * choice, so any that is not Elasticsearch's is one.
 */
export const elasticAgentAnswers: readonly AnswerRule<'mode'>[] = [
  {
    reason: 'agent_has_it',
    matches: (answer) => isSuccessStatus(answer) && isAgent(answer.values),
    sample: { ...saying(200, 'success'), values: { mode: 'agent_header' } },
    outcome: 'queued',
    tells: '{host} has the event and passes it on to Elasticsearch; whether it is stored yet, the answer does not say.',
  },
  {
    reason: 'agent_hmac',
    matches: ({ status, text }) => status === 401 && /hmac/i.test(text),
    sample: saying(401, 'missing HMAC header'),
    outcome: 'unauthorized',
    words: {
      short: 'HMAC asked for',
      what: '{host} asks for an HMAC signature of its own kind.',
      why: 'The endpoint is set up to check one, which is not among what can be sent to it.',
      next: 'In the integration, use a secret header or basic authentication instead, then test again.',
    },
  },
  {
    reason: 'agent_secret',
    matches: ({ status, text }) => status === 401 && /incorrect header or header secret/i.test(text),
    sample: saying(401, 'incorrect header or header secret'),
    outcome: 'unauthorized',
    words: {
      short: 'secret refused',
      what: '{host} does not accept the secret header.',
      why: 'Its name or its value is another one there.',
      next: integration,
    },
  },
  {
    reason: 'agent_password',
    matches: ({ status, text }) => status === 401 && /incorrect username or password/i.test(text),
    sample: saying(401, 'incorrect username or password'),
    outcome: 'unauthorized',
    words: {
      short: 'user or password refused',
      what: '{host} does not accept the user or the password.',
      why: 'They are other ones there.',
      next: integration,
    },
  },
  {
    reason: 'agent_method',
    matches: ({ status, text }) => status === 405 && /requests? (are )?(supported|allowed)/i.test(text),
    sample: saying(405, 'only PUT requests are allowed'),
    outcome: 'method_not_allowed',
    words: {
      short: 'method not allowed',
      what: '{host} takes no POST.',
      why: 'The endpoint is set up for another method.',
      next: 'Set the method of the endpoint to POST in the integration, then test again.',
    },
  },
  {
    reason: 'agent_empty',
    matches: ({ status, text }) => status === 406 && /body cannot be empty/i.test(text),
    sample: saying(406, 'body cannot be empty'),
    outcome: 'client_error',
    words: {
      short: 'body lost on the way',
      what: '{host} got the request without a body.',
      why: 'Most likely a proxy in between dropped it.',
      next: 'Look at the proxy, or send past it.',
    },
  },
  {
    reason: 'agent_content_type',
    matches: ({ status, text }) => status === 415 && /content-type/i.test(text),
    sample: saying(415, 'wrong Content-Type header, expecting application/json'),
    outcome: 'media_type',
    words: {
      short: 'content type not taken',
      what: '{host} does not take this Content-Type.',
      why: 'The endpoint compares it letter by letter with application/json, unless set up otherwise.',
      next: 'Choose Elastic Agent under Sent to, and set the content type of the endpoint to application/json.',
    },
  },
  {
    reason: 'agent_query',
    matches: ({ status, text }) => status === 400 && /unexpected URL query/i.test(text),
    sample: saying(400, 'unexpected URL query: env'),
    outcome: 'bad_request',
    words: {
      short: 'URL has a parameter too many',
      what: '{host} refuses the parameters in the URL.',
      why: 'The endpoint knows none but wait_for_completion_timeout.',
      next: 'Take what follows the question mark out of the URL, then test again.',
    },
  },
  {
    reason: 'agent_busy',
    matches: ({ status, text }) => status === 503 && /in flight/i.test(text),
    sample: {
      status: 503,
      headers: { 'retry-after': '10' },
      body: '{"warn":"in flight bytes above high water mark","high_water":1000,"in_flight":1200}',
    },
    outcome: 'unavailable',
    words: {
      short: 'endpoint is busy',
      what: '{host} has more events waiting than it may.',
      why: 'It passes them on more slowly than they come.',
      next: 'If it happens often, set a rate limit on the webhook, or look at the health of the Agent in Fleet.',
      passing: true,
    },
  },
  {
    reason: 'agent_not_stored_in_time',
    matches: ({ status, text }) => status === 504 && /could not publish event within timeout/i.test(text),
    sample: saying(504, 'could not publish event within timeout'),
    outcome: 'gateway_timeout',
    words: {
      short: 'not stored in time',
      what: '{host} has the event, but Elasticsearch did not confirm it in time.',
      why: 'The URL asks the endpoint to wait for Elasticsearch, which is slow or not reached.',
      next: 'Look at the health of the Agent in Fleet. The event may be stored all the same, and then twice.',
      passing: true,
    },
  },
]
