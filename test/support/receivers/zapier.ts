import { randomUUID } from 'node:crypto'
import { reply } from '../answers.ts'
import type { Simulator } from './simulator.ts'

const path = '/hooks/catch/13579246/b7x2k9q/'

/** A Zap that catches a hook. It says success before it runs. What it answers otherwise is not documented. */
export function simulateZapier(): Simulator {
  const taken: unknown[] = []
  return {
    url: `https://hooks.zapier.com${path}`,
    fields: {},
    secrets: ['13579246', 'b7x2k9q'],
    taken,
    answer: (request) => {
      if (request.path !== path) return reply(404, { 'content-type': 'application/json' }, '{"status":"not found"}')
      if (request.bytes.length > 10 * 1024 * 1024) return reply(413)
      const id = randomUUID()
      // What is no JSON arrives as one text, of which no step can use a part.
      taken.push(request.headers['content-type'] === 'application/json' ? JSON.parse(request.body) : request.body)
      const said = { attempt: randomUUID(), id, request_id: id, status: 'success' }
      return reply(200, { 'content-type': 'application/json' }, JSON.stringify(said))
    },
  }
}
