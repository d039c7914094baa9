import { z } from 'zod'
import type { AnswerRule, Judged } from '../receiver.ts'
import { errorOf, serviceNowErrors } from './errors.ts'
import { isSuccessStatus } from '../parts/success-status.ts'
import { isWebPage } from '../parts/web-page.ts'

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

const placeOf = ({ header }: Judged) => /\/table\/\w+\/([0-9a-f]{32})$/.exec(header('location') ?? '')?.[1] ?? false

const importedRows = (answer: Judged) =>
  isSuccessStatus(answer) ? importSchema.safeParse(answer.json).data?.result : undefined
type Row = NonNullable<ReturnType<typeof importedRows>>[number]

const isMade = ({ status }: Row) => status === 'inserted' || status === 'updated'
const messageOf = ({ error_message, status_message }: Row) => error_message || status_message || ''
/** The record was there already, the same: what a redelivery should come to. */
const isUnchanged = (row: Row) => row.status === 'ignored' && /no field values changed/i.test(messageOf(row))

const notImported = (status: string, message: string) =>
  `{"import_set":"ISET0010001","staging_table":"u_castellan","result":[{"transform_map":"Castellan","table":"incident","status":"${status}","error_message":"${message}"}]}`
const imported = (status: string, message = '') =>
  `{"import_set":"ISET0010001","staging_table":"u_castellan","result":[{"transform_map":"Castellan","table":"incident","display_name":"number","display_value":"INC0010023","status":"${status}","status_message":"${message}"}]}`

/** Of the Table API, import sets and Event Management. */
export const serviceNowAnswers: readonly AnswerRule<'mode'>[] = [
  {
    reason: 'record-made',
    matches: (answer) => {
      if (!isSuccessStatus(answer)) return false
      const result = recordSchema.safeParse(answer.json).data?.result
      // A record with many columns is cut where we stop reading; then its place names it.
      return result ? result.number || result.sys_id : placeOf(answer)
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
    // How it answers depends on the connector that takes the event.
    matches: (answer) => isSuccessStatus(answer) && answer.values.mode === 'events' && errorOf(answer) === true,
    sample: { status: 200, body: '{"genericJson":"{\\"status\\":\\"ok\\"}"}', values: { mode: 'events' } },
    outcome: 'queued',
    tells: 'Accepted by ServiceNow, which doesn’t say what it made of it. Look under Event Management > All Events.',
  },
  {
    reason: 'no-record',
    matches: (answer) => isSuccessStatus(answer) && errorOf(answer),
    sample: { status: 200, body: '{"result":[]}' },
    outcome: 'refused',
    words: {
      short: 'but no record was named',
      what: '{host} answered {status}, but named no record that it made. {said}',
      why: 'The URL leads to another part of ServiceNow, or something in front of it answered.',
      next: 'Use a URL that ends in /api/now/table/incident or the like, then test again.',
    },
  },
  ...serviceNowErrors,
]

/** What Event Management says of each of its endpoints. */
function queuedText(answer: Judged): string[] {
  const result = isSuccessStatus(answer) ? queuedSchema.safeParse(answer.json).data?.result : undefined
  return Object.values(result ?? {}).filter((text) => /\bevents?\b/i.test(text))
}
