import { z } from 'zod'
import { type PlainAnswer, reply } from '../answers.ts'
import type { Simulator } from './simulator.ts'

const oauth = 'zd-oauth-91f6c7a20b'
const apiToken = 'zdApiTok3nZ9yX'
const email = 'agent@example.com'

const ticketSchema = z.strictObject({
  ticket: z.strictObject({
    subject: z.string().min(1).max(255),
    comment: z.strictObject({ body: z.string(), public: z.boolean().default(true) }),
    priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
    type: z.enum(['problem', 'incident', 'question', 'task']).optional(),
    status: z.enum(['new', 'open', 'pending', 'hold', 'solved', 'closed']).optional(),
    tags: z.array(z.string().regex(/^\S+$/)).optional(),
    external_id: z.string().optional(),
  }),
})
type Ticket = z.infer<typeof ticketSchema>['ticket']

const json = { 'content-type': 'application/json; charset=utf-8' }
const plain = (status: number, text: string) => reply(status, { 'content-type': 'text/plain; charset=utf-8' }, text)

/** An account that remembers idempotency keys, as long as a test lasts. */
export function simulateZendesk({ auth = 'oauth' }: { auth?: 'oauth' | 'apiToken' } = {}): Omit<Simulator, 'taken'> & {
  taken: Ticket[]
} {
  const taken: Ticket[] = []
  const known = new Map<string, { body: string; answer: PlainAnswer }>()
  const basic = `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`
  const login = auth === 'oauth' ? `Bearer ${oauth}` : basic

  function create(body: string): PlainAnswer {
    let read: unknown
    try {
      read = JSON.parse(body)
    } catch {
      return plain(400, 'JSON could not be parsed')
    }
    const parsed = ticketSchema.safeParse(read)
    if (!parsed.success) {
      const { message, path } = parsed.error.issues[0]!
      const details = { [path.join('.')]: [{ description: message }] }
      const text = { error: 'RecordInvalid', description: 'Record validation errors', details }
      return reply(422, json, JSON.stringify(text))
    }
    const { ticket } = parsed.data
    if (ticket.comment.body.trim() === '') {
      const details = { base: [{ description: 'Description: cannot be blank' }] }
      return reply(
        422,
        json,
        JSON.stringify({ error: 'RecordInvalid', description: 'Record validation errors', details }),
      )
    }
    const id = 35_435 + taken.push(ticket)
    const url = `https://example.zendesk.com/api/v2/tickets/${id}.json`
    // The comment comes back twice: long ones make the answer longer than is read of it.
    const text = {
      ticket: { url, id, ...ticket, description: ticket.comment.body },
      audit: { events: [ticket.comment] },
    }
    return reply(201, { ...json, location: url }, JSON.stringify(text))
  }

  return {
    url: 'https://example.zendesk.com/api/v2/tickets',
    fields: auth === 'oauth' ? { auth, token: oauth } : { auth, email, token: apiToken },
    secrets: [oauth, apiToken],
    taken,
    answer: ({ path, headers, body }) => {
      if (!/^\/api\/v2\/tickets(\.json)?$/.test(path))
        return reply(404, json, '{"error":"InvalidEndpoint","description":"Not found"}')
      if (headers.authorization !== login) return reply(401, json, '{"error":"Couldn\'t authenticate you"}')
      if (headers['content-type'] !== 'application/json' || headers.accept !== 'application/json')
        return plain(415, 'Unsupported media type')
      const key = headers['idempotency-key']
      if (typeof key !== 'string') return create(body)
      if (key.length > 255) return reply(400, json, '{"error":"IdempotentRequestError","description":"Key too long"}')
      const before = known.get(key)
      if (before && before.body !== body)
        return reply(400, json, '{"error":"IdempotentRequestError","description":"Parameters do not match"}')
      const answer = before?.answer ?? create(body)
      // Only what succeeded is played back.
      if (answer.status === 201) known.set(key, { body, answer })
      return { ...answer, headers: { ...answer.headers, 'x-idempotency-lookup': before ? 'hit' : 'miss' } }
    },
  }
}
