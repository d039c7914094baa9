import type { Failure } from '../../../preload/contract/outcome.ts'
import type { Words } from '../../failure-words.ts'

/** What an answer said by its status. */
export const statusWords = {
  refused: {
    short: 'but the answer says no',
    what: '{host} answered {status}, but its answer says that the event was not taken.',
    why: 'This receiver says in the body of its answer what became of an event, and here it is no success.',
    next: 'Read its answer below. The help of this receiver says what it expects.',
  },
  redirect: {
    short: 'redirects elsewhere',
    what: '{host} answered {status} and points to {location}.',
    why: 'The endpoint has moved. Redirects are not followed, because the new place was never agreed to.',
    next: 'If you trust the new address, put it into the URL of the webhook and test again.',
  },
  bad_request: {
    short: 'request not understood',
    what: '{host} answered {status}: it does not understand the request.',
    why: 'Most likely it expects another body than the one it was sent.',
    next: 'Read its answer below, and check that the URL belongs to an endpoint that takes this kind of event.',
  },
  unauthorized: {
    short: 'credentials refused',
    what: '{host} answered 401: it does not accept the credentials.',
    why: 'A token is missing, was revoked, or belongs to another system.',
    next: 'Replace the Authorization header or the token of the webhook, then test again.',
  },
  forbidden: {
    short: 'not allowed',
    what: '{host} answered 403: the request is not allowed.',
    why: 'The credentials are known but lack a permission, or an address filter keeps this workstation out.',
    next: 'Ask the owner of {host} to allow this webhook, then test again.',
  },
  not_found: {
    short: 'nothing at this URL',
    what: '{host} answered 404: there is nothing at this URL.',
    why: 'The path is misspelt, or the endpoint was deleted.',
    next: 'Copy the URL again from the receiving system and replace it.',
  },
  gone: {
    short: 'gone for good',
    what: '{host} answered 410: the endpoint is gone for good.',
    why: 'Its owner removed it on purpose and asks not to be called again.',
    next: 'Make a new endpoint in the receiving system, replace the URL, then enable the webhook.',
  },
  method_not_allowed: {
    short: 'method not allowed',
    what: '{host} answered 405: it takes no POST at this URL.',
    why: 'The URL leads to a page or an API, not to a webhook endpoint.',
    next: 'Copy the URL of the webhook again from the receiving system and replace it.',
  },
  request_timeout: {
    short: 'receiver gave up waiting',
    what: '{host} answered 408: the request took too long to arrive.',
    why: 'The network in between is slow, or the receiver is overloaded.',
    next: 'If it stays, look at the network and at the load of {host}.',
    passing: true,
  },
  conflict: {
    short: 'conflict',
    what: '{host} answered 409: the event conflicts with something it has.',
    why: 'Most likely it has taken the same event before, or the record is being changed.',
    next: 'Look in {host} whether the event is there already.',
  },
  too_large: {
    short: 'event too large',
    what: '{host} answered 413: the event is too large for it.',
    why: 'The receiver limits how large a request may be.',
    next: 'Raise its limit, or send less data in the event.',
  },
  media_type: {
    short: 'format not taken',
    what: '{host} answered 415: it does not take this kind of body.',
    why: 'It expects another Content-Type than the one it was sent.',
    next: 'Check that the URL belongs to an endpoint that takes this kind of event.',
  },
  rate_limited: {
    short: 'too many requests',
    what: '{host} answered 429: it gets too many requests.',
    why: 'The receiver limits how many requests it takes in a while.',
    next: 'If it happens often, set a rate limit on the webhook.',
    passing: true,
  },
  client_error: {
    short: 'request refused',
    what: '{host} answered {status}: it refuses the request.',
    why: 'Something about the method, the headers or the body does not suit it.',
    next: 'Read its answer below, and check the URL and headers against its documentation.',
  },
  server_error: {
    short: 'receiver failed',
    what: '{host} answered {status}: it failed while handling the request.',
    why: 'The trouble is on the receiving side.',
    next: 'If it stays, tell the owner of {host}.',
    passing: true,
  },
  bad_gateway: {
    short: 'gateway got no answer',
    what: '{host} answered 502: a gateway in front of it got no good answer.',
    why: 'The service behind the gateway is down or restarting.',
    next: 'If it stays, tell the owner of {host}.',
    passing: true,
  },
  unavailable: {
    short: 'receiver unavailable',
    what: '{host} answered 503: it is not available now.',
    why: 'Most likely it is overloaded or under maintenance.',
    next: 'If it stays, tell the owner of {host}.',
    passing: true,
  },
  gateway_timeout: {
    short: 'gateway timed out',
    what: '{host} answered 504: the service behind its gateway did not answer in time.',
    why: 'The service is overloaded or hangs.',
    next: 'If it stays, tell the owner of {host}. It may have taken the event all the same.',
    passing: true,
  },
  unexpected_status: {
    short: 'strange answer',
    what: '{host} answered {status}, which is no success.',
    why: 'Only a status from 200 to 299 says that the event was taken.',
    next: 'Check that the URL leads to a webhook endpoint.',
  },
} satisfies Partial<Record<Failure, Words>>
