import { z } from 'zod'
import { eventInputSchema, findingInputSchema } from '../../../preload/contract/event.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import { examples } from './openapi-examples.ts'
import { answerSchemas } from './openapi-answers.ts'
import { type Body, bodyOf, mappedBody, mappedWords } from './openapi-bodies.ts'
import { mostItems } from './read-items.ts'
import { heartbeatSchema } from './routes.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const schemaOf = (schema: z.ZodType) => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  return rest
}

const problem = (description: string, headers: object = {}) => ({
  description,
  headers,
  content: { 'application/problem+json': { schema: ref('Problem') } },
})
/** What went wrong, and what of a batch was kept all the same. */
const partial = (description: string, headers: object = {}) => ({
  description,
  headers,
  content: { 'application/problem+json': { schema: { anyOf: [ref('Faulty'), ref('Problem')] } } },
})
const seconds = { 'Retry-After': { description: 'When to send again, in seconds.', schema: { type: 'integer' } } }

/** What any path may answer. */
const refusals = {
  '400': partial('Some are not right: each wrong field is named, and those that are right were kept.'),
  '401': problem('The token is missing or not the right one.', {
    'WWW-Authenticate': { description: 'Bearer', schema: { type: 'string' } },
  }),
  '403': problem('The request comes from a web page, or names another host.'),
  '405': problem('Only POST does something here.', { Allow: { description: 'POST', schema: { type: 'string' } } }),
  '413': problem(`The body is larger than 4 MiB, or holds more than ${mostItems}.`),
  '415': problem('The Content-Type is another, or the body is encoded.'),
  '429': problem('Too many at a time.', seconds),
  '500': partial('A mistake in Castellan Webhooks. What the answer does not name was not kept.'),
  '503': partial('The disk refuses. What the answer does not name was not kept.', seconds),
}

const taken = (description: string) => ({ description, content: { 'application/json': { schema: ref('Taken') } } })

function post(operationId: string, summary: string, requestBody: Body, more: object = {}) {
  return {
    post: {
      operationId,
      summary,
      ...more,
      requestBody,
      responses: {
        '200': taken('All of them were known already; nothing is delivered twice.'),
        '202': taken('On disk. What is wanted by a webhook is on its way.'),
        ...refusals,
      },
    },
  }
}

/** The local HTTP source as OpenAPI 3.1; its schemas are those the requests are checked by. `mapping`: of events. */
export function makeOpenapi({ url, version, mapping }: { url: string; version: string; mapping: Mapping | null }) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Castellan Webhooks: local HTTP source',
      version,
      description:
        'Programs on this workstation hand over security events, findings and signs of life. An id makes sending again safe: it is accepted once.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths: {
      '/v1/events': post(
        'postEvents',
        'Hand over events',
        mapping === null ? bodyOf(ref('Event'), examples.events) : mappedBody(mapping),
        mapping === null ? {} : { description: mappedWords(mapping) },
      ),
      '/v1/findings': post(
        'postFindings',
        'Hand over findings: critical and high ones become events, others feed alert rules',
        bodyOf(ref('Finding'), examples.findings),
      ),
      '/v1/agents/{id}/heartbeat': post(
        'postHeartbeat',
        'Say that an agent is alive',
        bodyOf(ref('Heartbeat'), examples.heartbeat),
        {
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              description: 'Of the agent, percent-encoded.',
              schema: { type: 'string', minLength: 1, maxLength: 128 },
              example: 'agt-7f3c91',
            },
          ],
        },
      ),
      '/v1/openapi.json': {
        get: {
          operationId: 'getOpenapi',
          summary: 'This document',
          security: [],
          responses: {
            '200': { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
            '403': refusals['403'],
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Event: schemaOf(eventInputSchema),
        Finding: schemaOf(findingInputSchema),
        Heartbeat: schemaOf(heartbeatSchema),
        ...answerSchemas,
      },
    },
  }
}
