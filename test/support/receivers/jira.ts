import adfSchema from '@atlaskit/adf-schema/dist/json-schema/v1/full.json' with { type: 'json' }
import Ajv from 'ajv-draft-04'
import { z } from 'zod'
import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'
import type { Simulator } from './simulator.ts'

const token = 'ATATT3xFfGF0jira=secret'
const pat = 'MzY0NjI5-data-center-pat'
const ruleSecret = '5f3a9c0d7e1b4a628390cdef1234567890abcdef'
const ruleId = '0193a7c2-5d1e-7f30-9b4a-2c6d8e0f1a3b'
const serverRuleId = '8f14e45fceea167a5a36dedd4bea2543'
const email = 'soc@example.com'

/** Atlassian's own schema says what a document is. */
export const isDocument = new Ajv({ strict: false }).compile(adfSchema)

const json = { 'content-type': 'application/json;charset=UTF-8' }
const refuse = (errors: Record<string, string>, errorMessages: string[] = []) =>
  reply(400, json, JSON.stringify({ errorMessages, errors }))
const offScreen = (field: string) => `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`

const named = (names: string[]) => z.strictObject({ name: z.enum(names) })
const rules: Record<string, { schema: z.ZodType; complaint: string }> = {
  project: { schema: z.strictObject({ key: z.literal('SEC') }), complaint: 'Specify a valid project ID or key' },
  issuetype: { schema: named(['Task', 'Bug']), complaint: 'Specify a valid issue type' },
  summary: {
    schema: z
      .string()
      .min(1)
      .max(254)
      .regex(/^[^\r\n]+$/),
    complaint: 'Summary must be less than 255 characters.',
  },
  labels: {
    schema: z.array(z.string().regex(/^\S{1,255}$/)),
    complaint: 'The label contains spaces which is invalid.',
  },
}

type Taken = Record<string, unknown>
type Options = { api?: 'cloud' | 'scoped' | 'server' | 'rule' | 'server-rule'; hasPriority?: boolean }

/** A project SEC with the issue types Task and Bug; `hasPriority`: its Create screen asks for one. */
export function simulateJira({ api = 'cloud', hasPriority = false }: Options = {}): Omit<Simulator, 'taken'> & {
  taken: Taken[]
} {
  const taken: Taken[] = []
  const cloud = { email, token, project: 'SEC' }
  const entered = {
    cloud: { url: 'https://example.atlassian.net/rest/api/3/issue', fields: cloud },
    scoped: { url: `https://api.atlassian.com/ex/jira/${ruleId}/rest/api/3/issue`, fields: cloud },
    server: { url: 'https://jira.example.com/rest/api/2/issue', fields: { token: pat, project: 'SEC' } },
    rule: {
      url: `https://api-private.atlassian.com/automation/webhooks/jira/a/${ruleId}/${ruleId}`,
      fields: { secret: ruleSecret },
    },
    'server-rule': { url: `https://jira.example.com/rest/cb-automation/latest/hooks/${serverRuleId}`, fields: {} },
  }[api]
  const login = api === 'server' ? `Bearer ${pat}` : `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`

  function create(body: unknown): PlainAnswer {
    const read = z.strictObject({
      fields: z.record(z.string(), z.unknown()),
      properties: z.array(z.unknown()).optional(),
    })
    const parsed = read.safeParse(body)
    if (!parsed.success)
      return refuse({}, ['Invalid request payload. Refer to the REST API documentation and try again.'])
    const { fields } = parsed.data
    for (const [field, { schema, complaint }] of Object.entries(rules)) {
      const needed = field !== 'labels' || fields[field] !== undefined
      if (needed && !schema.safeParse(fields[field]).success) return refuse({ [field]: complaint })
    }
    const { description, priority, ...rest } = fields
    if (api === 'server' && typeof description !== 'string')
      return refuse({ description: 'Operation value must be a string' })
    if (api === 'server' && String(description).length > 32_767)
      return refuse({ description: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.' })
    if (api !== 'server' && !isDocument(description))
      return refuse({
        description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
      })
    if (!hasPriority && priority !== undefined) return refuse({ priority: offScreen('priority') })
    if (hasPriority && !named(['High', 'Low']).safeParse(priority).success)
      return refuse({ priority: "Field 'priority' is required" })
    const strange = Object.keys(rest).find((field) => !(field in rules))
    if (strange !== undefined) return refuse({ [strange]: offScreen(strange) })
    const key = `SEC-${23 + taken.push(fields)}`
    return reply(
      201,
      json,
      JSON.stringify({ id: '10000', key, self: `${new URL(entered.url).origin}/rest/api/3/issue/10000` }),
    )
  }

  /** Anything that is JSON: what it makes of it is the rule's affair. */
  function startRule({ headers }: Received, body: unknown): PlainAnswer {
    if (api === 'rule' && headers['x-automation-webhook-token'] !== ruleSecret) return reply(401)
    taken.push(z.record(z.string(), z.unknown()).parse(body))
    return reply(200)
  }

  return {
    ...entered,
    secrets: [token, pat, ruleSecret, serverRuleId],
    taken,
    answer: (request) => {
      if (request.path !== new URL(entered.url).pathname)
        return reply(404, json, '{"errorMessages":["Not found"],"errors":{}}')
      const isRule = api === 'rule' || api === 'server-rule'
      if (!isRule && request.headers.authorization !== login)
        return reply(401, { 'content-type': 'text/plain' }, 'Client must be authenticated to access this resource.')
      if (request.headers['content-type'] !== 'application/json')
        return reply(415, json, '{"errorMessages":[],"errors":{}}')
      let body: unknown
      try {
        body = JSON.parse(request.body)
      } catch {
        return refuse({}, ['There was an error parsing JSON. Check that your request body is valid.'])
      }
      return isRule ? startRule(request, body) : create(body)
    },
  }
}
