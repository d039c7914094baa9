import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'
import type { Simulator } from './simulator.ts'

const say = (status: number, message: string, headers = {}): PlainAnswer =>
  reply(status, { 'content-type': 'application/json', ...headers }, `${JSON.stringify({ message })}\n`)

/** The HTTP endpoint of Elastic Agent and Filebeat (elastic/beats, x-pack/filebeat/input/http_endpoint). */
export function simulateElasticAgent({ auth, busy = false }: { auth: 'header' | 'basic' | 'none'; busy?: boolean }) {
  const secret = 'p9fK2-wq77-Zx'
  const login = `Basic ${Buffer.from(`castellan:${secret}`).toString('base64')}`
  const taken: unknown[] = []

  function answer({ method, path, headers, body }: Received): PlainAnswer {
    if (method !== 'POST') return say(405, 'only POST requests are allowed')
    if (auth === 'basic' && headers.authorization !== login) return say(401, 'incorrect username or password')
    if (auth === 'header' && headers['x-castellan-secret'] !== secret)
      return say(401, 'incorrect header or header secret')
    // Compared as a text: a charset behind it is another type.
    if (headers['content-type'] !== 'application/json')
      return say(415, 'wrong Content-Type header, expecting application/json')
    const strange = [...new URL(path, 'https://agent.example.com').searchParams.keys()].filter(
      (name) => name !== 'wait_for_completion_timeout',
    )
    if (strange.length > 0) return say(400, `unexpected URL query: ${strange.join(', ')}`)
    if (busy)
      return reply(503, { 'retry-after': '10' }, '{"warn":"in flight bytes above high water mark","high_water":1}')
    if (body === '') return say(406, 'body cannot be empty')
    let document: unknown
    try {
      document = JSON.parse(body)
    } catch {
      return say(400, 'malformed JSON object at stream position 0: invalid character')
    }
    if (typeof document !== 'object' || document === null) return say(400, 'only JSON objects are accepted')
    taken.push(document)
    return say(200, 'success')
  }

  return {
    answer,
    url: 'https://agent.example.com:8080/castellan',
    fields: {
      header: { mode: 'agent_header', header: 'X-Castellan-Secret', secret },
      basic: { mode: 'agent_basic', user: 'castellan', password: secret },
      none: { mode: 'agent_header' },
    }[auth] as Record<string, string>,
    secrets: [secret],
    taken,
  } satisfies Simulator
}
