import { z } from 'zod'
import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'
import type { Simulator } from './simulator.ts'

const apiKey = 'now_4pN2s8Vb61xKqTz0'
const password = 'p4ss:w0rd-of-sn'
const token = 'sn-oauth-77c1d2e3'

const level = z.enum(['1', '2', '3'])
/** Columns of `incident`: all texts, as the database has them. A column it lacks is a mistake of ours, so it is refused. */
const incident = z.strictObject({
  short_description: z.string().min(1).max(160),
  description: z.string().max(4000).optional(),
  impact: level.optional(),
  urgency: level.optional(),
  correlation_id: z.string().optional(),
  correlation_display: z.string().optional(),
  work_notes: z.string().optional(),
})
const short = z.string().max(100)
const emEvent = z.strictObject({
  source: short,
  event_class: z.string(),
  node: short.optional(),
  resource: short.optional(),
  metric_name: short.optional(),
  type: short.optional(),
  severity: z.enum(['0', '1', '2', '3', '4', '5']),
  description: z.string().max(4000),
  message_key: z.string().min(1).max(1024).optional(),
  time_of_event: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  resolution_state: z.enum(['New', 'Closing']).optional(),
  /** JSON in a text. */
  additional_info: z.string().refine((text) => z.record(z.string(), z.string()).safeParse(JSON.parse(text)).success),
})

const json = { 'content-type': 'application/json;charset=UTF-8' }
const fail = (status: number, message: string, detail: string | null = null) =>
  reply(status, json, JSON.stringify({ error: { message, detail }, status: 'failure' }))

type Taken = Record<string, string | undefined>

/** An instance with a table, an import set that coalesces on u_correlation_id, and Event Management. */
export function simulateServiceNow({
  path = '/api/now/table/incident',
  auth = 'key',
}: { path?: string; auth?: 'key' | 'basic' | 'bearer' } = {}): Omit<Simulator, 'taken'> & { taken: Taken[] } {
  const taken: Taken[] = []
  const fields = {
    key: { auth, apiKey },
    basic: { auth, user: 'castellan.webhooks', password },
    bearer: { auth, token },
  }[auth]

  const knows = ({ headers }: Received) =>
    headers['x-sn-apikey'] === apiKey ||
    headers.authorization === `Bearer ${token}` ||
    headers.authorization === `Basic ${Buffer.from(`castellan.webhooks:${password}`).toString('base64')}`

  function insert(table: string, body: unknown): PlainAnswer {
    if (table !== 'incident' && table !== 'sn_si_incident') return fail(400, `Invalid table ${table}`)
    const row = incident.safeParse(body)
    if (!row.success) return fail(400, 'Exception while reading request', z.prettifyError(row.error))
    const number = `INC${String(10_000 + taken.push(row.data)).padStart(7, '0')}`
    const location = `https://example.service-now.com/api/now/table/${table}/d71f7935c0a8016700802b64c67c11c6`
    const result = { sys_id: 'd71f7935c0a8016700802b64c67c11c6', number, correlation_id: row.data.correlation_id ?? '' }
    return reply(201, { ...json, location }, JSON.stringify({ result }))
  }

  /** Transforms at once; the verdict stands in the row. */
  function importRow(body: unknown): PlainAnswer {
    const row = z.record(z.string(), z.string()).safeParse(body)
    const verdict = row.success ? transform(row.data) : { status: 'error', error_message: 'Not a text' }
    const result = [{ transform_map: 'Castellan', table: 'incident', display_name: 'number', ...verdict }]
    return reply(201, json, JSON.stringify({ import_set: 'ISET0010001', staging_table: 'u_castellan', result }))
  }

  function transform(row: Record<string, string>): Record<string, string> {
    const key = row['u_correlation_id']
    if (!key || !row['u_short_description'])
      return { status: 'error', error_message: 'Coalesce or mandatory value empty' }
    const known = taken.findIndex((other) => other['u_correlation_id'] === key)
    const display_value = `INC${String(10_001 + (known === -1 ? taken.length : known)).padStart(7, '0')}`
    if (known === -1) {
      taken.push(row)
      return { status: 'inserted', display_value }
    }
    if (JSON.stringify(taken[known]) === JSON.stringify(row))
      return { status: 'ignored', display_value, status_message: 'No field values changed' }
    taken[known] = row
    return { status: 'updated', display_value }
  }

  function addEvents(body: unknown): PlainAnswer {
    const read = z.strictObject({ records: z.array(emEvent) }).safeParse(body)
    const rows = read.data?.records ?? []
    for (const row of rows) {
      const known = taken.findIndex(({ message_key }) => message_key !== undefined && message_key === row.message_key)
      // One alert for each key: a second event updates it.
      taken.splice(known === -1 ? taken.length : known, 1, row)
    }
    return reply(
      200,
      json,
      JSON.stringify({ result: { 'Default Bulk Endpoint': `${rows.length} events were inserted` } }),
    )
  }

  return {
    url: `https://example.service-now.com${path}`,
    fields,
    secrets: [apiKey, password, token],
    taken,
    answer: (request) => {
      const { pathname, searchParams } = new URL(request.path, 'https://example.service-now.com')
      if (!knows(request)) return fail(401, 'User Not Authenticated', 'Required to provide Auth information')
      const { 'content-type': type, accept } = request.headers
      if (type === undefined || accept === undefined) return fail(400, 'Content-Type and Accept are required')
      if (type !== 'application/json') return fail(415, 'Unsupported media type', type)
      if (accept !== 'application/json') return fail(406, 'Not acceptable', accept)
      let body: unknown
      try {
        body = JSON.parse(request.body)
      } catch {
        return fail(400, 'Exception while reading request', 'The payload is not valid JSON.')
      }
      const table = /^\/api\/now(?:\/v\d)?\/table\/(\w+)$/.exec(pathname)?.[1]
      if (table !== undefined) return insert(table, body)
      if (pathname === '/api/now/import/u_castellan') return importRow(body)
      if (pathname === '/api/global/em/jsonv2') return addEvents(body)
      if (pathname === '/api/sn_em_connector/em/inbound_event' && searchParams.get('source') === 'genericJson') {
        const added = addEvents(body)
        return String(added.body).includes('"1 events')
          ? reply(200, json, '{"genericJson":"{\\"status\\":\\"ok\\"}"}')
          : fail(500, 'The connector failed')
      }
      return fail(404, 'Requested URI does not represent any resource', pathname)
    },
  }
}
