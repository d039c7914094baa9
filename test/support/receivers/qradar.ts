import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'
import type { Simulator } from './simulator.ts'

type LogSource = { token?: boolean; mostBytes?: number }

export type Leef = {
  vendor: string
  product: string
  version: string
  eventId: string
  attributes: Record<string, string>
}

/** Max Payload Length: a longer event is cut into several. */
const longestEvent = 32_767

/**
 * Reads a line as IBM's guide to LEEF 2.0 has it: six parts between pipes, the delimiter as hex, each key once, sev 1
 * to 10, times in ms. Throws where QRadar would store the event as unknown.
 */
export function readLeef(line: string): Leef {
  if (/[\r\n]/.test(line)) throw new Error('more than one line')
  const found = /^LEEF:2\.0\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]{1,255})\|x09\|(.*)$/u.exec(line)
  if (!found) throw new Error('no LEEF 2.0 header')
  const [, vendor = '', product = '', version = '', eventId = '', rest = ''] = found
  const attributes: Record<string, string> = {}
  for (const pair of rest.split('\t')) {
    const at = pair.indexOf('=')
    const key = pair.slice(0, at)
    if (at < 1 || !/^[\w.-]+$/.test(key)) throw new Error(`no attribute: ${pair}`)
    if (key in attributes) throw new Error(`${key} is there twice`)
    attributes[key] = pair.slice(at + 1)
  }
  if (!/^([1-9]|10)$/.test(attributes['sev'] ?? '')) throw new Error('sev is no number from 1 to 10')
  if (!/^\d{13}$/.test(attributes['devTime'] ?? '')) throw new Error('devTime is no time in ms')
  return { vendor, product, version, eventId, attributes }
}

/** QRadar's HTTP Receiver: the whole body is one event. What it can't read it takes all the same, as unknown. */
export function simulateQradar({ token = false, mostBytes = 1024 * 1024 }: LogSource = {}) {
  const value = 'qr-7b1f6a52-9d43'
  const taken: unknown[] = []
  const unknown: string[] = []

  function answer({ method, headers, body, bytes }: Received): PlainAnswer {
    if (method !== 'POST') return reply(405)
    if (token && headers['x-qradar-token'] !== value) return reply(401)
    if (bytes.length > mostBytes) return reply(413)
    try {
      if (bytes.length > longestEvent) throw new Error('cut')
      taken.push(headers['content-type'] === 'application/json' ? JSON.parse(body) : readLeef(body))
    } catch {
      unknown.push(body)
    }
    return reply(200)
  }

  return {
    answer,
    url: 'https://qradar.example.com:12469',
    fields: (token ? { header: 'X-QRadar-Token', token: value } : {}) as Record<string, string>,
    secrets: [value],
    taken,
    unknown,
  } satisfies Simulator & Record<string, unknown>
}
