import { z } from 'zod'
import type { AnswerRule, Judged } from './receiver.ts'
import { isSuccessStatus, isWebPage } from './web-page.ts'

const recordSchema = z.object({ result: z.object({ sys_id: z.string(), number: z.string().optional() }) })
const importSchema = z.object({
  import_set: z.string(),
  result: z.array(
    z.object({
      status: z.string().optional(),
      display_value: z.string().optional(),
      error_message: z.string().optional(),
      status_message: z.string().optional(),
    }),
  ),
})
const queuedSchema = z.object({ result: z.record(z.string(), z.string()) })
const errorSchema = z.object({ error: z.object({ message: z.string(), detail: z.string().nullish() }) })

const importedRows = (answer: Judged) =>
  isSuccessStatus(answer) ? importSchema.safeParse(answer.json).data?.result : undefined
type Row = NonNullable<ReturnType<typeof importedRows>>[number]

const isMade = ({ status }: Row) => status === 'inserted' || status === 'updated'
const messageOf = ({ error_message, status_message }: Row) => error_message || status_message || ''
/** The record was there already, the same: what a redelivery should come to. */
const isUnchanged = (row: Row) => row.status === 'ignored' && /no field values changed/i.test(messageOf(row))

/** What ServiceNow says is wrong; true where it says nothing. */
function errorOf({ json }: Judged): string | true {
  const error = errorSchema.safeParse(json).data?.error
  return error ? [error.message, error.detail].filter(Boolean).join(': ') : true
}

const notImported = (status: string, message: string) =>
  `{"import_set":"ISET0010001","staging_table":"u_castellan","result":[{"transform_map":"Castellan","table":"incident","status":"${status}","error_message":"${message}"}]}`
const imported = (status: string, message = '') =>
  `{"import_set":"ISET0010001","staging_table":"u_castellan","result":[{"transform_map":"Castellan","table":"incident","display_name":"number","display_value":"INC0010023","status":"${status}","status_message":"${message}"}]}`

/** Of the Table API, import sets and Event Management. */
export const serviceNowAnswers: readonly AnswerRule[] = [
  {
    reason: 'record-made',
    matches: (answer) => {
      if (!isSuccessStatus(answer)) return false
      const result = recordSchema.safeParse(answer.json).data?.result
      return result ? (result.number ?? result.sys_id) : false
    },
    sample: { status: 201, body: '{"result":{"sys_id":"d71f7935c0a8016700802b64c67c11c6","number":"INC0010023"}}' },
    outcome: 'accepted',
    tells: 'ServiceNow made the record {said}.',
  },
  {
    reason: 'import-made',
    matches: (answer) => {
      const rows = importedRows(answer)
      return rows !== undefined && rows.length > 0 && rows.every(isMade)
        ? rows.map(({ display_value, status }) => `${display_value ?? 'a record'}, ${status}`).join('; ')
        : false
    },
    sample: { status: 201, body: imported('inserted') },
    outcome: 'accepted',
    tells: 'ServiceNow imported it: {said}.',
  },
  {
    reason: 'import-unchanged',
    matches: (answer) => {
      const rows = importedRows(answer)
      return rows !== undefined && rows.length > 0 && rows.every((row) => isMade(row) || isUnchanged(row))
    },
    sample: { status: 201, body: imported('ignored', 'No field values changed') },
    outcome: 'accepted',
    tells: 'ServiceNow has this event already; its record is unchanged.',
  },
  {
    reason: 'import-failed',
    matches: (answer) => {
      const rows = importedRows(answer)
      if (rows === undefined) return false
      const bad = rows.find((row) => !isMade(row) && !isUnchanged(row))
      return bad ? messageOf(bad) || `The row came to “${bad.status ?? 'nothing'}”.` : 'No transform map took the row.'
    },
    sample: { status: 201, body: notImported('error', 'Unable to resolve target record, coalesce value empty') },
    outcome: 'refused',
    words: {
      short: 'import failed',
      what: 'ServiceNow took the row but made no record of it: {said}',
      why: 'The transform map of the import set, or a rule of its target table, refused the row.',
      next: 'In ServiceNow, look at System Import Sets > Import Set Rows, and at the transform map.',
    },
  },
  {
    reason: 'no-event-inserted',
    matches: (answer) => queuedText(answer).find((text) => /^0 events/i.test(text)) ?? false,
    sample: { status: 200, body: '{"result":{"Default Bulk Endpoint":"0 events were inserted"}}' },
    outcome: 'refused',
    words: {
      short: 'no event inserted',
      what: 'ServiceNow answered {status} but took no event: {said}.',
      why: 'The body has no record that Event Management can read, or the user may not add events.',
      next: 'Check that the body has records, and that the user has the role evt_mgmt_integration.',
    },
  },
  {
    reason: 'event-queued',
    matches: (answer) => queuedText(answer).length > 0,
    sample: { status: 200, body: '{"result":{"Default Bulk Endpoint":"1 events were inserted"}}' },
    outcome: 'queued',
    tells:
      'Accepted by ServiceNow Event Management, not yet an alert. All events are listed under Event Management > All Events.',
  },
  {
    reason: 'web-page',
    matches: isWebPage,
    sample: {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html><title>Instance Hibernating page</title>',
    },
    outcome: 'refused',
    words: {
      short: 'a web page instead of a record',
      what: '{host} answered {status} with a web page, and made no record.',
      why: 'The instance is asleep, or the URL is that of a page people look at.',
      next: 'Open the instance in a browser once to wake it. The URL ends in /api/now/table/incident or the like.',
      passing: true,
    },
  },
  {
    reason: 'taken-somehow',
    matches: (answer) => isSuccessStatus(answer) && answer.json !== undefined,
    sample: { status: 200, body: '{"genericJson":"{\\"status\\":\\"ok\\"}"}' },
    outcome: 'queued',
    tells: 'Accepted by ServiceNow, which doesn’t say what it made of it. Look under Event Management > All Events.',
  },
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
    matches: ({ status, header }) => status === 429 && (header('x-ratelimit-limit') ?? '?'),
    sample: {
      status: 429,
      headers: { 'retry-after': '1800', 'x-ratelimit-limit': '500' },
      body: '{"error":{"message":"Rate limit exceeded","detail":"Rate limit exceeded"},"status":"failure"}',
    },
    outcome: 'rate_limited',
    words: {
      short: 'hourly limit reached',
      what: 'ServiceNow answered 429: the requests it takes in an hour are used up (limit: {said}).',
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

/** What Event Management says of each of its endpoints. */
function queuedText(answer: Judged): string[] {
  const result = isSuccessStatus(answer) ? queuedSchema.safeParse(answer.json).data?.result : undefined
  return Object.values(result ?? {}).filter((text) => /\bevents?\b/i.test(text))
}
