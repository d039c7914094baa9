import { type PlainAnswer, reply } from '../answers.ts'
import type { Received } from '../received.ts'
import { findMisfit } from './elastic-fields.ts'
import type { Simulator } from './simulator.ts'

type Cluster = {
  /** Data streams the key may write to and create; what else is written to is not found, or forbidden. */
  allowed?: RegExp
  forbidden?: RegExp
  /** Documents that don't suit go to the failure store. */
  failureStore?: boolean
  busy?: boolean
}

type Item = { _index: string; _id: string; status: number; error?: object; failure_store?: string; _version?: number }

const knownParameters = new Set(['filter_path', 'pipeline', 'refresh', 'routing', 'timeout', 'pretty'])

const head = {
  'content-type': 'application/vnd.elasticsearch+json;compatible-with=9',
  'x-elastic-product': 'Elasticsearch',
}
const say = (status: number, body: object) => reply(status, head, JSON.stringify(body))
const refuse = (status: number, type: string, reason: string) =>
  say(status, { error: { root_cause: [{ type, reason }], type, reason }, status })

/** Elasticsearch with data streams by _bulk: one item for each document, refused one by one. */
export function simulateElasticsearch(cluster: Cluster = {}) {
  const { allowed = /^logs-castellan\.event-/, forbidden = /^metrics-/ } = cluster
  const plainKey = 'VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw'
  const key = Buffer.from(plainKey).toString('base64')
  const password = 'changeme-Zx81'
  const login = `Basic ${Buffer.from(`castellan:${password}`).toString('base64')}`
  const logins = new Set([`ApiKey ${key}`, login])
  const taken: { index: string; id: string; document: unknown }[] = []
  const setAside: unknown[] = []

  function answer({ method, path, headers, body }: Received): PlainAnswer {
    const url = new URL(path, 'https://es.example.com')
    if (!logins.has(headers.authorization ?? ''))
      return refuse(401, 'security_exception', 'unable to authenticate with provided credentials')
    if (!/^(\/[^/]+)?\/_bulk$/.test(url.pathname) || method !== 'POST')
      return say(405, { error: `Incorrect HTTP method for uri [${path}] and method [${method}]`, status: 405 })
    const strange = [...url.searchParams.keys()].find((name) => !knownParameters.has(name))
    if (strange !== undefined)
      return refuse(400, 'illegal_argument_exception', `request [/_bulk] contains unrecognized parameter: [${strange}]`)
    const type = headers['content-type'] ?? ''
    if (!/^application\/(x-ndjson|json|vnd\.elasticsearch\+x-ndjson)\b/.test(type))
      return say(406, { error: `Content-Type header [${type}] is not supported`, status: 406 })
    if (!body.endsWith('\n'))
      return refuse(400, 'illegal_argument_exception', 'The bulk request must be terminated by a newline [\\n]')
    if (cluster.busy) return refuse(429, 'circuit_breaking_exception', '[parent] Data too large')
    return takeAll(body.slice(0, -1).split('\n'), url)
  }

  function takeAll(lines: string[], url: URL): PlainAnswer {
    const items: object[] = []
    for (let at = 0; at < lines.length; at += 2) {
      let action: Record<string, { _index?: string; _id?: string }>
      let document: unknown
      try {
        action = JSON.parse(lines[at]!)
        document = JSON.parse(lines[at + 1]!)
      } catch {
        return refuse(400, 'x_content_parse_exception', `Malformed action/metadata line [${at + 1}]`)
      }
      const [operation = '', { _index: named, _id: id = '' } = {}] = Object.entries(action)[0] ?? []
      const index = named ?? url.pathname.split('/').at(-2) ?? ''
      items.push({ [operation]: write(operation, index, id, document) })
    }
    const errors = items.some((item) => Object.values(item as Record<string, Item>)[0]!.status >= 300)
    return say(200, url.searchParams.has('filter_path') ? { errors, items } : { errors, took: 30, items })
  }

  function write(operation: string, index: string, id: string, document: unknown): Item {
    const fail = (status: number, type: string, reason: string): Item => ({
      _index: index,
      _id: id,
      status,
      error: { type, reason },
    })
    if (forbidden.test(index))
      return fail(403, 'security_exception', `action [indices:data/write/bulk[s]] is unauthorized on [${index}]`)
    if (!allowed.test(index)) return fail(404, 'index_not_found_exception', `no such index [${index}]`)
    if (operation !== 'create')
      return fail(
        400,
        'illegal_argument_exception',
        'only write ops with an op_type of create are allowed in data streams',
      )
    const backing = `.ds-${index}-2026.11.23-000001`
    if (taken.some((one) => one.index === index && one.id === id))
      return fail(409, 'version_conflict_engine_exception', `[${id}]: version conflict, document already exists`)
    const misfit = findMisfit(document)
    if (misfit && cluster.failureStore) {
      setAside.push(document)
      return { _index: `.fs-${index}-2026.11.23-000002`, _id: id, status: 201, failure_store: 'used' }
    }
    if (misfit) return fail(400, misfit.type, misfit.reason)
    taken.push({ index, id, document })
    return { _index: backing, _id: id, _version: 1, status: 201 }
  }

  return {
    answer,
    url: 'https://acme.es.eu-central-1.aws.elastic-cloud.com',
    fields: { api_key: key },
    secrets: [key, plainKey, password],
    taken,
    setAside,
    login: { user: 'castellan', password },
  } satisfies Simulator & Record<string, unknown>
}
