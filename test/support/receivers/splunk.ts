import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'
import type { Simulator } from './simulator.ts'

type Token = { disabled?: boolean; acknowledgment?: boolean; indexes?: string[] }

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const keys = new Set(['time', 'host', 'source', 'sourcetype', 'index', 'event', 'fields'])
const mostBytes = 1024 * 1024

const say = (status: number, text: string, code: number, more: object = {}): PlainAnswer =>
  reply(status, { 'content-type': 'application/json; charset=UTF-8' }, JSON.stringify({ text, code, ...more }))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Indexed fields are texts, or lists of texts: none holds another. */
const isFlat = (fields: unknown) =>
  isObject(fields) &&
  Object.values(fields).every((value) =>
    [value].flat().every((one) => typeof one === 'string' || typeof one === 'number'),
  )

/** Seconds, with a fraction; as a number or a text, never with an exponent. */
const readsTime = (body: string) => !/"time"/.test(body) || /"time"\s*:\s*"?\d{9,11}(\.\d{1,9})?"?\s*[,}]/.test(body)

/** A HTTP Event Collector as splunkd answers: codes 0 to 16. Stricter in one thing: it refuses keys it has no use for. */
export function simulateSplunk(token: Token = {}) {
  const value = 'b0221cd8-c4b4-465a-9a3c-273e3a75aa29'
  const { indexes = ['main', 'security'] } = token
  const taken: Record<string, unknown>[] = []

  function answer({ method, path, headers, body, bytes }: Received): PlainAnswer {
    const url = new URL(path, 'https://splunk.example.com')
    if (!/^\/services\/collector(\/event)?(\/1\.0)?$/.test(url.pathname))
      return say(404, 'The requested URL was not found on this server.', 404)
    if (method !== 'POST') return say(405, 'Method Not Allowed', 405)
    if (bytes.length > mostBytes) return reply(413, {}, 'Content-Length is too large')
    if (url.searchParams.has('token')) return say(400, 'Query string authorization is not enabled', 16)
    const { authorization } = headers
    if (authorization === undefined) return say(401, 'Token is required', 2)
    if (!/^Splunk \S+$/.test(authorization)) return say(401, 'Invalid authorization', 3)
    if (authorization !== `Splunk ${value}`) return say(403, 'Invalid token', 4)
    if (token.disabled) return say(403, 'Token disabled', 1)
    const channel = headers['x-splunk-request-channel']
    if (token.acknowledgment && channel === undefined) return say(400, 'Data channel is missing', 10)
    if (channel !== undefined && !guid.test(String(channel))) return say(400, 'Invalid data channel', 11)
    if (bytes.length === 0) return say(400, 'No data', 5)
    return take(body)
  }

  function take(body: string): PlainAnswer {
    const invalid = { 'invalid-event-number': 0 }
    let envelope: unknown
    try {
      envelope = JSON.parse(body)
    } catch {
      return say(400, 'Invalid data format', 6, invalid)
    }
    if (!isObject(envelope) || Object.keys(envelope).some((key) => !keys.has(key)))
      return say(400, 'Invalid data format', 6, invalid)
    for (const key of ['host', 'source', 'sourcetype', 'index'])
      if (key in envelope && typeof envelope[key] !== 'string') return say(400, 'Invalid data format', 6, invalid)
    if (!('event' in envelope)) return say(400, 'Event field is required', 12, invalid)
    if (envelope['event'] === '' || envelope['event'] === null)
      return say(400, 'Event field cannot be blank', 13, invalid)
    if (!readsTime(body) || ('fields' in envelope && !isFlat(envelope['fields'])))
      return say(400, 'Error in handling indexed fields', 15, invalid)
    if ('index' in envelope && !indexes.includes(String(envelope['index'])))
      return say(400, 'Incorrect index', 7, invalid)
    taken.push(envelope)
    return say(200, 'Success', 0, token.acknowledgment ? { ackId: taken.length - 1 } : {})
  }

  return {
    answer,
    url: 'https://http-inputs-acme.splunkcloud.com',
    fields: { token: value },
    secrets: [value],
    taken,
  } satisfies Simulator
}
