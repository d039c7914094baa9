import { isAgent } from './mode.ts'
import { complaint, whenItem, whenWhole } from './reading.ts'
import type { AnswerRule } from '../receiver.ts'
import { isSuccessStatus } from '../parts/success-status.ts'
import { isWebPage } from '../parts/web-page.ts'

const target = 'logs-castellan.event-default'
const taken = (item: object, errors = false) => ({
  status: 200,
  headers: { 'x-elastic-product': 'Elasticsearch' },
  body: JSON.stringify({ errors, items: [{ create: { _index: target, ...item } }] }),
})
const itemRefused = (status: number, type: string, reason: string) => taken({ status, error: { type, reason } }, true)
const allRefused = (status: number, type: string, reason: string) => ({
  status,
  body: JSON.stringify({ error: { root_cause: [{ type, reason }], type, reason }, status }),
})

const keys = 'In Kibana, open Stack Management → API keys'
const forbidden = {
  short: 'privileges missing',
  what: '{host} does not let these credentials store the event: {said}',
  why: 'The API key, or the user, lacks create_doc on the data stream, or auto_configure where it has to be created.',
  next: `${keys} and create one with create_doc and auto_configure on it, then enter it in the webhook.`,
}
const missing = {
  short: 'data stream missing',
  what: '{host} has no such data stream or index: {said}',
  why: 'It does not exist, and Elasticsearch may not create it by itself.',
  next: 'Create it in Kibana under Index Management, or correct the Data stream of the webhook, then test again.',
}
const overloaded = {
  short: 'Elasticsearch is overloaded',
  what: '{host} is too busy to store the event now.',
  why: 'The cluster gets more than it can write.',
  next: 'If it happens often, set a rate limit on the webhook, or tell who runs the cluster.',
  passing: true,
} as const

/** Answers of Elasticsearch to `_bulk` with one document. */
export const elasticAnswers: readonly AnswerRule<'mode'>[] = [
  {
    reason: 'set_aside',
    matches: whenItem(
      ({ failed, stored }) => !failed && stored === 'used',
      ({ index }) => index,
    ),
    sample: taken({ _index: `.fs-${target}-2026.11.23-000002`, status: 201, failure_store: 'used' }),
    outcome: 'accepted',
    tells:
      '{host} took the event but set it aside in the failure store ({said}), because it does not suit the data stream. Look there, and change the template of the webhook or the mapping.',
  },
  {
    reason: 'there_already',
    matches: whenItem(
      ({ failed, status }) => failed && status === 409,
      ({ index }) => index,
    ),
    sample: itemRefused(409, 'version_conflict_engine_exception', '[evt_1]: version conflict, document already exists'),
    outcome: 'accepted',
    tells: '{host} had this event already, so it was not stored a second time.',
  },
  {
    reason: 'stored',
    matches: whenItem(
      ({ failed }) => !failed,
      ({ index }) => index,
    ),
    sample: taken({ _index: `.ds-${target}-2026.11.23-000001`, status: 201 }),
    outcome: 'accepted',
    tells: '{host} stored the event in {said}.',
  },
  {
    reason: 'item_overloaded',
    matches: whenItem(({ status }) => status === 429, complaint),
    sample: itemRefused(429, 'es_rejected_execution_exception', 'rejected execution of coordinating operation'),
    outcome: 'rate_limited',
    words: overloaded,
  },
  {
    reason: 'mapping',
    matches: whenItem(
      ({ type }) => /^(document_parsing|mapper_parsing|strict_dynamic_mapping)_exception$/.test(type),
      complaint,
    ),
    sample: itemRefused(400, 'document_parsing_exception', '[1:60] failed to parse field [host.ip] of type [ip]'),
    outcome: 'refused',
    words: {
      short: 'but a field does not fit',
      what: '{host} took the request but refused the event: {said}',
      why: 'A field has another type in this data stream than in the body.',
      next: 'Change that field in the template of the webhook, or choose another Data stream, then test again.',
    },
  },
  {
    reason: 'item_forbidden',
    matches: whenItem(({ status }) => status === 401 || status === 403, complaint),
    sample: itemRefused(403, 'security_exception', 'action [indices:data/write/bulk[s]] is unauthorized for API key'),
    outcome: 'forbidden',
    words: forbidden,
  },
  {
    reason: 'item_missing',
    matches: whenItem(({ status }) => status === 404, complaint),
    sample: itemRefused(404, 'index_not_found_exception', `no such index [${target}]`),
    outcome: 'not_found',
    words: missing,
  },
  {
    reason: 'item_refused',
    matches: whenItem(() => true, complaint),
    sample: itemRefused(400, 'illegal_argument_exception', 'pipeline with id [x] does not exist'),
    outcome: 'refused',
    words: {
      short: 'but the event was refused',
      what: '{host} took the request but refused the event: {said}',
      why: 'Elasticsearch answers 200 to the request and says of each document what became of it.',
      next: 'Read its answer below, and tell it to who runs the cluster.',
    },
  },
  {
    reason: 'credentials',
    matches: whenWhole(401, /^security_exception$/),
    sample: allRefused(401, 'security_exception', 'unable to authenticate with provided credentials'),
    outcome: 'unauthorized',
    words: {
      short: 'credentials refused',
      what: '{host} does not accept the credentials: {said}',
      why: 'The API key is wrong, expired or was invalidated; or the user or password is wrong.',
      next: `${keys}, create one, copy its Encoded form and enter it in the webhook.`,
    },
  },
  {
    reason: 'privileges',
    matches: whenWhole(403, /^security_exception$/),
    sample: allRefused(403, 'security_exception', 'action [indices:data/write/bulk] is unauthorized for API key'),
    outcome: 'forbidden',
    words: forbidden,
  },
  {
    reason: 'missing',
    matches: whenWhole(404, /^index_not_found_exception$/),
    sample: allRefused(404, 'index_not_found_exception', `no such index [${target}]`),
    outcome: 'not_found',
    words: missing,
  },
  {
    reason: 'overloaded',
    matches: whenWhole(429, /./),
    sample: allRefused(429, 'circuit_breaking_exception', '[parent] Data too large'),
    outcome: 'rate_limited',
    words: overloaded,
  },
  {
    reason: 'create_only',
    matches: (answer) => {
      const found = whenWhole(400, /^illegal_argument_exception$/)(answer)
      return typeof found === 'string' && found.includes('op_type of create') && found
    },
    sample: allRefused(
      400,
      'illegal_argument_exception',
      'only write ops with an op_type of create are allowed in data streams',
    ),
    outcome: 'bad_request',
    words: {
      short: 'data stream takes only new events',
      what: '{host} refused the request: {said}',
      why: 'The URL asks for another operation than create, which is all a data stream takes.',
      next: 'Let the URL end with /_bulk, then test again.',
    },
  },
  {
    reason: 'request_refused',
    matches: whenWhole(400, /./),
    sample: allRefused(400, 'illegal_argument_exception', 'request [/_bulk] contains unrecognized parameter: [x]'),
    outcome: 'bad_request',
    words: {
      short: 'request not understood',
      what: '{host} refused the request: {said}',
      why: 'The URL or the Data stream of the webhook is not what Elasticsearch expects.',
      next: 'Compare the URL with https://<host>/_bulk, and the Data stream with logs-castellan.event-default.',
    },
  },
  {
    reason: 'web_page',
    matches: isWebPage,
    sample: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Elastic</title>' },
    outcome: 'refused',
    words: {
      short: 'but with a web page',
      what: '{host} answered {status} with a web page, so it took no event.',
      why: 'Most likely the URL is that of Kibana, or a sign-in stands in front of Elasticsearch.',
      next: 'Copy the Elasticsearch endpoint of the deployment, not that of Kibana, and replace the URL.',
    },
  },
  {
    reason: 'other_api',
    matches: (answer) =>
      isSuccessStatus(answer) && (!isAgent(answer.values) || answer.header('x-elastic-product') !== undefined),
    sample: {
      status: 200,
      headers: { 'x-elastic-product': 'Elasticsearch' },
      body: '{"took":1,"timed_out":false,"hits":{"hits":[]}}',
    },
    outcome: 'refused',
    words: {
      short: 'but nothing was stored',
      what: '{host} answered {status}, but not that it stored the event.',
      why: 'The URL leads to another part of Elasticsearch, or something in front of it answered.',
      next: 'Let the URL end with /_bulk, then test again.',
    },
  },
]
