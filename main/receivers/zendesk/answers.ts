import { z } from 'zod'
import type { AnswerRule, Judged } from '../receiver.ts'
import { isSuccessStatus } from '../parts/success-status.ts'
import { isWebPage } from '../parts/web-page.ts'

const ticketSchema = z.object({ ticket: z.object({ id: z.union([z.number(), z.string()]) }) })
/** Where the URL says async=true. */
const jobSchema = z.object({ job_status: z.object({ id: z.string() }) })
const errorSchema = z.object({
  error: z.union([z.string(), z.object({ title: z.string().optional(), message: z.string().optional() })]),
  description: z.string().optional(),
  details: z.record(z.string(), z.array(z.object({ description: z.string() }))).optional(),
})

/** The ticket's number. A long ticket is cut where we stop reading, so it is looked for in the Location as well. */
function ticketOf(answer: Judged): string | false {
  if (!isSuccessStatus(answer)) return false
  const id = ticketSchema.safeParse(answer.json).data?.ticket.id
  if (id !== undefined) return String(id)
  return /\/tickets\/(\d+)(\.json)?$/.exec(answer.header('location') ?? '')?.[1] ?? false
}

/** What Zendesk says is wrong, each field by its own sentence; '' where it says nothing. */
function errorOf({ json }: Judged): string {
  const read = errorSchema.safeParse(json).data
  if (!read) return ''
  const details = Object.entries(read.details ?? {}).flatMap(([field, list]) =>
    list.map(({ description }) => `${field}: ${description}`),
  )
  const title = typeof read.error === 'string' ? read.error : (read.error.message ?? read.error.title ?? '')
  return details.join('; ') || read.description || title
}

export const zendeskAnswers: readonly AnswerRule[] = [
  {
    reason: 'known-already',
    matches: (answer) => answer.header('x-idempotency-lookup') === 'hit' && ticketOf(answer),
    sample: { status: 201, headers: { 'x-idempotency-lookup': 'hit' }, body: '{"ticket":{"id":35436}}' },
    outcome: 'accepted',
    tells: 'Already delivered: Zendesk has this event as ticket #{said} and made no second one.',
  },
  {
    reason: 'ticket-queued',
    matches: (answer) => isSuccessStatus(answer) && (jobSchema.safeParse(answer.json).data?.job_status.id ?? false),
    sample: { status: 200, body: '{"ticket":{"id":35436},"job_status":{"id":"dd9321f29967688b","status":"queued"}}' },
    outcome: 'queued',
    tells: 'Accepted by Zendesk, which makes the ticket later. Whether it did, the status of its job {said} says.',
  },
  {
    reason: 'ticket-made',
    matches: ticketOf,
    sample: { status: 201, headers: { 'x-idempotency-lookup': 'miss' }, body: '{"ticket":{"id":35436}}' },
    outcome: 'accepted',
    tells: 'Zendesk made ticket #{said}.',
  },
  {
    reason: 'web-page',
    matches: isWebPage,
    sample: {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Sign in',
    },
    outcome: 'refused',
    words: {
      short: 'a web page instead of a ticket',
      what: '{host} answered {status} with a web page, and made no ticket.',
      why: 'The URL is that of a page people look at, or a login stands in front of it.',
      next: 'Use the URL https://SUBDOMAIN.zendesk.com/api/v2/tickets, with the subdomain of your Zendesk.',
    },
  },
  {
    reason: 'no-ticket',
    matches: isSuccessStatus,
    sample: { status: 200, body: '{"tickets":[],"count":0}' },
    outcome: 'refused',
    words: {
      short: 'but no ticket was named',
      what: '{host} answered {status}, but named no ticket that it made.',
      why: 'The URL leads to another part of Zendesk, or something in front of it answered.',
      next: 'Use the URL https://SUBDOMAIN.zendesk.com/api/v2/tickets, with the subdomain of your Zendesk.',
    },
  },
  {
    reason: 'not-authenticated',
    matches: ({ status }) => status === 401,
    sample: { status: 401, body: '{"error":"Couldn\'t authenticate you"}' },
    outcome: 'unauthorized',
    words: {
      short: 'sign-in refused',
      what: 'Zendesk answered 401: it does not accept the sign-in.',
      why: 'The token is wrong, has expired or was deactivated; API tokens that nobody used for 30 days are.',
      next: 'Make a new OAuth access token in the Admin Center under Apps and integrations > APIs > OAuth clients.',
    },
  },
  {
    reason: 'not-allowed',
    matches: ({ status }) => status === 403,
    sample: {
      status: 403,
      body: '{"error":"Forbidden","description":"Missing the following required scopes: tickets:write"}',
    },
    outcome: 'forbidden',
    words: {
      short: 'may not write tickets',
      what: 'Zendesk answered 403: this token may not make tickets.',
      why: 'It lacks the scope tickets:write, or its user is no agent.',
      next: 'Make a token with the scope tickets:write, for a user who is an agent.',
    },
  },
  {
    reason: 'other-content',
    matches: (answer) => answer.status === 400 && /IdempotentRequestError/.test(answer.text),
    sample: {
      status: 400,
      body: '{"error":"IdempotentRequestError","description":"Request parameters do not match the first request with this idempotency key"}',
    },
    outcome: 'conflict',
    words: {
      short: 'sent before, with other content',
      what: 'Zendesk answered 400: it was sent this event before, with other content.',
      why: 'The body of the webhook was changed since.',
      next: 'Search Zendesk for the event’s id: its ticket is there. After 2 hours the event can be sent anew.',
    },
  },
  {
    reason: 'still-working',
    matches: ({ status }) => status === 409,
    sample: { status: 409, body: '{"error":"Conflict","description":"A request with this key is in progress"}' },
    outcome: 'conflict',
    words: {
      short: 'still being worked on',
      what: 'Zendesk answered 409: it is still working on the same event.',
      why: 'An earlier attempt has reached it, and is not done yet.',
      next: 'Nothing has to be changed.',
      passing: true,
    },
  },
  {
    reason: 'field-refused',
    matches: (answer) => answer.status === 422 && errorOf(answer),
    sample: {
      status: 422,
      body: '{"error":"RecordInvalid","description":"Record validation errors","details":{"requester":[{"description":"Requester: Name:  is too short (minimum is 1 character)"}]}}',
    },
    outcome: 'bad_request',
    words: {
      short: 'a field is refused',
      what: 'Zendesk answered 422 and refused a field. {said}',
      why: 'Your Zendesk requires a field that the body lacks, or does not take what is in it.',
      next: 'Change that field in the body, or in the Admin Center under Objects and rules > Tickets > Fields.',
    },
  },
  {
    reason: 'rate-limited',
    matches: ({ status }) => status === 429,
    sample: { status: 429, headers: { 'retry-after': '42', 'x-rate-limit': '200' }, body: 'Rate limit exceeded' },
    outcome: 'rate_limited',
    words: {
      short: 'limit of the minute reached',
      what: 'Zendesk answered 429: the requests it takes in a minute are used up.',
      why: 'All tools of your Zendesk share one limit, of 200 to 2,500 a minute by plan.',
      next: 'If it happens often, set a lower rate limit on the webhook.',
      passing: true,
    },
  },
  {
    reason: 'no-api-there',
    matches: ({ status }) => status === 404,
    sample: { status: 404, body: '{"error":"InvalidEndpoint","description":"Not found"}' },
    outcome: 'not_found',
    words: {
      short: 'nothing at this URL',
      what: 'Zendesk answered 404: there is nothing at this URL.',
      why: 'The subdomain or the path is misspelt.',
      next: 'Use the URL https://SUBDOMAIN.zendesk.com/api/v2/tickets, with the subdomain of your Zendesk.',
    },
  },
  {
    reason: 'api-error',
    matches: (answer) =>
      answer.status >= 400 && answer.status < 500 && /^text\/plain\b/i.test(answer.header('content-type') ?? '')
        ? answer.text
        : false,
    sample: { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'JSON could not be parsed' },
    outcome: 'bad_request',
    words: {
      short: 'request not understood',
      what: 'Zendesk answered {status} before it looked at the ticket: {said}',
      why: 'The URL is no API of Zendesk, or the body is not what it reads.',
      next: 'Compare the URL with https://SUBDOMAIN.zendesk.com/api/v2/tickets, and go back to the receiver’s own body.',
    },
  },
  {
    reason: 'bad-request',
    matches: (answer) => answer.status === 400 && errorOf(answer),
    sample: { status: 400, body: '{"error":{"title":"Invalid attribute","message":"You passed an invalid value"}}' },
    outcome: 'bad_request',
    words: {
      short: 'request not understood',
      what: 'Zendesk answered 400: it can’t read the ticket. {said}',
      why: 'The body has something that Zendesk does not take at that place.',
      next: 'Compare the body with the receiver’s own. Zendesk tells capital from small letters in names.',
    },
  },
]
