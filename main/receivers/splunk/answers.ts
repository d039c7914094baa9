import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'
import { isSuccessStatus } from '../parts/success-status.ts'
import type { AnswerRule, Judged } from '../receiver.ts'

const tokens = 'In Splunk, open Settings → Data inputs → HTTP Event Collector'
const envelope = 'Reset the body template of the webhook, or have it keep what Splunk names here, then test again.'

const codeOf = ({ json }: Judged): unknown =>
  typeof json === 'object' && json !== null && 'code' in json ? json.code : undefined
const textOf = ({ json }: Judged): string =>
  typeof json === 'object' && json !== null && 'text' in json ? String(json.text) : ''

const sampleOf = (status: number, text: string, code: number) => ({ status, body: JSON.stringify({ text, code }) })

/** [code, status, text]: as Splunk writes it. */
type Line = readonly [number, number, string]

/** One rule a line: the codes are what Splunk's documentation and its administrators speak of. */
const refuses = (lines: readonly Line[], outcome: Failure, words: Omit<Words, 'what'>): AnswerRule[] =>
  lines.map(([code, status, text]) => ({
    reason: `code_${code}`,
    matches: (answer) => codeOf(answer) === code && textOf(answer),
    sample: sampleOf(status, text, code),
    outcome,
    words: { ...words, what: `{host} answered code ${code}: {said}.` },
  }))

const takes = (code: number, text: string, tells: string): AnswerRule => ({
  reason: `code_${code}`,
  matches: (answer) => isSuccessStatus(answer) && codeOf(answer) === code,
  sample: sampleOf(200, text, code),
  outcome: 'accepted',
  tells,
})

/** Codes 0 to 27 of the HTTP Event Collector. */
export const splunkAnswers: readonly AnswerRule[] = [
  takes(0, 'Success', '{host} took the event. A search finds it once it is indexed.'),
  takes(
    24,
    'HEC queue is approaching its capacity limit',
    '{host} took the event, but its queue is nearly full. Set a rate limit on the webhook, or tell who runs Splunk.',
  ),
  takes(
    25,
    'HEC ACK is approaching its capacity limit',
    '{host} took the event, but its acknowledgments are nearly full. Set a rate limit on the webhook, or tell who runs Splunk.',
  ),
  ...refuses(
    [
      [1, 403, 'Token disabled'],
      [22, 400, 'Token disabled'],
    ],
    'forbidden',
    {
      short: 'token disabled',
      why: 'The token exists in Splunk but is switched off.',
      next: `${tokens} and enable the token, then test again.`,
    },
  ),
  ...refuses(
    [
      [2, 401, 'Token is required'],
      [3, 401, 'Invalid authorization'],
    ],
    'unauthorized',
    {
      short: 'no token arrived',
      why: 'No header "Authorization: Splunk <token>" arrived. A header of your own, or a proxy, may have replaced it.',
      next: 'Remove an Authorization header of your own from the webhook, enter the HEC token, then test again.',
    },
  ),
  ...refuses(
    [
      [4, 403, 'Invalid token'],
      [21, 400, 'Invalid token'],
    ],
    'unauthorized',
    {
      short: 'token unknown',
      why: 'Splunk does not know this token: it was deleted, mistyped, or belongs to another Splunk.',
      next: `${tokens}, copy the Token Value again and enter it in the webhook.`,
    },
  ),
  ...refuses([[16, 400, 'Query string authorization is not enabled']], 'unauthorized', {
    short: 'token in the URL',
    why: 'The token stands in the URL, where Splunk does not look for it.',
    next: 'Take token=… out of the URL and enter it as the HEC token, then test again.',
  }),
  ...refuses([[7, 400, 'Incorrect index']], 'bad_request', {
    short: 'index not allowed',
    why: 'The index is not in the list of those this token may write to, or does not exist.',
    next: `${tokens}, edit the token and add the index, or leave the Index of the webhook empty.`,
  }),
  ...refuses([[10, 400, 'Data channel is missing']], 'bad_request', {
    short: 'channel missing',
    why: 'The token has indexer acknowledgment on, which needs a channel.',
    next: `Enter a GUID as the Channel of the webhook. Or: ${tokens} and take the acknowledgment off the token.`,
  }),
  ...refuses([[11, 400, 'Invalid data channel']], 'bad_request', {
    short: 'channel is no GUID',
    why: 'Splunk takes only a GUID as the channel.',
    next: 'Enter a GUID as the Channel of the webhook, then test again.',
  }),
  ...refuses([[14, 400, 'ACK is disabled']], 'bad_request', {
    short: 'acknowledgment off',
    why: 'An acknowledgment was asked for, which this token has switched off.',
    next: 'Empty the Channel of the webhook, then test again.',
  }),
  ...refuses(
    [
      [5, 400, 'No data'],
      [6, 400, 'Invalid data format'],
      [12, 400, 'Event field is required'],
      [13, 400, 'Event field cannot be blank'],
      [15, 400, 'Error in handling indexed fields'],
    ],
    'bad_request',
    {
      short: 'body not understood',
      why: 'The body is not the envelope Splunk takes: an event that is not empty, time as a number, fields without any inside them.',
      next: envelope,
    },
  ),
  ...refuses([[8, 500, 'Internal server error']], 'server_error', {
    short: 'Splunk failed',
    why: 'The trouble is on the side of Splunk.',
    next: 'If it stays, tell who runs Splunk.',
    passing: true,
  }),
  ...refuses(
    [
      [9, 503, 'Server is busy'],
      [18, 503, 'HEC is unhealthy, queues are full'],
      [19, 503, 'HEC is unhealthy, ack service unavailable'],
      [20, 503, 'HEC is unhealthy, queues are full, ack service unavailable'],
      [23, 503, 'Server is shutting down'],
    ],
    'unavailable',
    {
      short: 'Splunk is busy',
      why: 'Its queues are full, or it is being restarted.',
      next: 'If it stays, tell who runs Splunk.',
      passing: true,
    },
  ),
  ...refuses(
    [
      [26, 429, 'HEC queue is at capacity'],
      [27, 429, 'HEC ACK channel is at capacity'],
    ],
    'rate_limited',
    {
      short: 'Splunk is full',
      why: 'Splunk gets more events than it can index.',
      next: 'If it happens often, set a rate limit on the webhook, or tell who runs Splunk.',
      passing: true,
    },
  ),
  {
    reason: 'health',
    matches: (answer) => isSuccessStatus(answer) && codeOf(answer) === 17,
    sample: sampleOf(200, 'HEC is healthy', 17),
    outcome: 'refused',
    words: {
      short: 'but it only reports health',
      what: '{host} answered that it is healthy (code 17), but took no event.',
      why: 'The URL leads to the health check of the collector.',
      next: 'Let the URL end with /services/collector/event, then test again.',
    },
  },
  {
    reason: 'unknown_code',
    matches: (answer) => isSuccessStatus(answer) && codeOf(answer) !== undefined && answer.text.slice(0, 300),
    sample: sampleOf(200, 'Something new', 99),
    outcome: 'refused',
    words: {
      short: 'but the answer says no',
      what: '{host} answered {status}, but not that it took the event: {said}',
      why: 'Only code 0 says that Splunk took an event.',
      next: 'Look the code up in the troubleshooting page of the HTTP Event Collector.',
    },
  },
  {
    reason: 'no_collector',
    matches: isSuccessStatus,
    sample: {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><html><head><title>Splunk</title></head><body>Sign in</body></html>',
    },
    outcome: 'refused',
    words: {
      short: 'but it is no event collector',
      what: '{host} answered {status}, but not as an event collector does.',
      why: 'Most likely the URL leads to the pages of Splunk, or to a sign-in in front of it.',
      next: 'Use the port of the collector (8088 unless changed) and /services/collector/event, then test again.',
    },
  },
]
