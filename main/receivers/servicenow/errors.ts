import { z } from 'zod'
import type { AnswerRule, Judged } from '../receiver.ts'

const errorSchema = z.object({ error: z.object({ message: z.string(), detail: z.string().nullish() }) })

/** What ServiceNow says is wrong; true where it says nothing. */
export function errorOf({ json }: Judged<never>): string | true {
  const error = errorSchema.safeParse(json).data?.error
  return error ? [error.message, error.detail].filter(Boolean).join(': ') : true
}

/** The statuses by which each of its APIs refuses. */
export const serviceNowErrors: readonly AnswerRule[] = [
  {
    reason: 'not-authenticated',
    matches: ({ status }) => status === 401,
    sample: {
      status: 401,
      body: '{"error":{"message":"User Not Authenticated","detail":"Required to provide Auth information"},"status":"failure"}',
    },
    outcome: 'unauthorized',
    words: {
      short: 'sign-in refused',
      what: 'ServiceNow answered 401: it does not accept the sign-in.',
      why: 'The key, the token or the password is wrong, or this instance blocks passwords of users who sign in to its pages.',
      next: 'Use an API key, or a user with Web service access only (in ServiceNow under User Administration > Users).',
    },
  },
  {
    reason: 'not-allowed',
    matches: (answer) => answer.status === 403 && errorOf(answer),
    sample: {
      status: 403,
      body: '{"error":{"message":"Operation Failed","detail":"ACL Exception Insert Failed due to security constraints"},"status":"failure"}',
    },
    outcome: 'forbidden',
    words: {
      short: 'record not allowed',
      what: 'ServiceNow answered 403: the sign-in worked, but this user may not create the record. {said}',
      why: 'An access rule (ACL), a business rule or a data policy is against it: often a mandatory field is missing.',
      next: 'Ask your ServiceNow administrator for a role that may create it, or add the missing field to the body.',
    },
  },
  {
    reason: 'invalid-table',
    matches: (answer) => {
      const error = errorOf(answer)
      return answer.status === 400 && error !== true && /invalid table/i.test(error) ? error : false
    },
    sample: { status: 400, body: '{"error":{"message":"Invalid table incidentt","detail":null},"status":"failure"}' },
    outcome: 'bad_request',
    words: {
      short: 'no such table',
      what: 'ServiceNow answered 400: {said}.',
      why: 'The table named in the URL does not exist on this instance.',
      next: 'Correct the last part of the URL. ServiceNow lists its tables under System Definition > Tables.',
    },
  },
  {
    reason: 'bad-request',
    matches: (answer) => answer.status === 400 && errorOf(answer),
    sample: {
      status: 400,
      body: '{"error":{"message":"Exception while reading request","detail":"The payload is not valid JSON."},"status":"failure"}',
    },
    outcome: 'bad_request',
    words: {
      short: 'request not understood',
      what: 'ServiceNow answered 400: it can’t read the request. {said}',
      why: 'Most likely the body or a header of your own is not what this URL takes.',
      next: 'Go back to the receiver’s own body, and take out headers named Accept or Content-Type.',
    },
  },
  {
    reason: 'not-found',
    matches: (answer) => answer.status === 404 && errorOf(answer),
    sample: {
      status: 404,
      body: '{"error":{"message":"No Record found","detail":"Record doesn\'t exist or ACL restricts the record retrieval"},"status":"failure"}',
    },
    outcome: 'not_found',
    words: {
      short: 'nothing at this URL',
      what: 'ServiceNow answered 404: there is nothing at this URL. {said}',
      why: 'The path is misspelt, the plugin behind it is not active, or this user may not see it.',
      next: 'Compare the URL with System Web Services > REST API Explorer in ServiceNow.',
    },
  },
  {
    reason: 'wrong-format',
    matches: ({ status }) => status === 415 || status === 406,
    sample: {
      status: 415,
      body: '{"error":{"message":"Unsupported media type","detail":"text/plain"},"status":"failure"}',
    },
    outcome: 'media_type',
    words: {
      short: 'format not taken',
      what: 'ServiceNow answered {status}: it takes and gives JSON here.',
      why: 'A header of your own replaces the Content-Type or Accept that is sent with each event.',
      next: 'Take the headers Content-Type and Accept out of this webhook.',
    },
  },
  {
    reason: 'rate-limited',
    matches: ({ status }) => status === 429,
    sample: {
      status: 429,
      headers: { 'retry-after': '1800', 'x-ratelimit-limit': '500' },
      body: '{"error":{"message":"Rate limit exceeded","detail":"Rate limit exceeded"},"status":"failure"}',
    },
    outcome: 'rate_limited',
    words: {
      short: 'hourly limit reached',
      what: 'ServiceNow answered 429: the requests it takes in an hour are used up.',
      why: 'A rate limit rule of your ServiceNow administrator counts all requests of this user.',
      next: 'If it happens often, ask for a higher limit: System Web Services > REST > Rate Limit Rules.',
      passing: true,
    },
  },
  {
    reason: 'instance-trouble',
    matches: ({ status }) => status === 500 || status === 502 || status === 503,
    sample: { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Instance is hibernating</html>' },
    outcome: 'unavailable',
    words: {
      short: 'instance in trouble',
      what: 'ServiceNow answered {status}: the instance can’t work on it now.',
      why: 'It is asleep, being upgraded or overloaded, or a rule of its own failed.',
      next: 'If it stays, open the instance in a browser, and look at System Logs > Errors.',
      passing: true,
    },
  },
]
