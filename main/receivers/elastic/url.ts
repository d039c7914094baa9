import { maskUrl } from '../parts/mask-parts.ts'
import { toElasticsearch } from './mode.ts'
import type { Fits } from '../receiver.ts'

const cloudHost =
  /^[a-z0-9-]+(\.es)?\.[a-z0-9-]+\.(aws|gcp|azure)\.(elastic-cloud\.com|elastic\.cloud|cloud\.es\.io|found\.io)$/
const ports = new Set(['9200', '9243'])
/** …/<target>/_doc, …/<target>/_doc/<id>, …/<target>/_create/<id> */
const oneDocument = /^(.*?)\/([^/]+)\/(?:_doc(?:\/[^/]*)?|_create\/[^/]*)\/?$/
/** logs-castellan.event-default: <type>-<dataset>-<namespace>. */
const dataStream = /^[a-z]+-[^/-]+-[^/]+$/

/** All that is read of an answer, so that it fits into what is kept of one. Errors of the whole request come whole. */
const wanted =
  'filter_path=errors,items.*._index,items.*.status,items.*.failure_store,items.*.error.type,items.*.error.reason'

export function recogniseElastic(url: URL): Fits | null {
  const path = url.pathname.replace(/\/$/, '')
  const single = oneDocument.exec(path)
  const known = path.endsWith('/_bulk') || single !== null
  if (!known && !cloudHost.test(url.hostname) && !ports.has(url.port)) return null
  const fits = new URL(url)
  // A document each is posted by _bulk too: only there an event's id can be the document's, in any data stream.
  const base = single ? (single[1] ?? '') : path.replace(/\/_bulk$/, '')
  fits.pathname = `${base}/_bulk`
  if (!url.searchParams.has('filter_path')) fits.search = url.search === '' ? wanted : `${url.search}&${wanted}`
  const target = single?.[2] ?? base.split('/').at(-1) ?? ''
  const fields = single || dataStream.test(target) ? { target } : {}
  // Elastic Agent may listen on the same ports, and on any path.
  return { kind: 'fits', url: fits.href, fields, when: { mode: toElasticsearch } }
}

export const maskElastic = (url: URL): string =>
  maskUrl(url, {
    path: /\/_(bulk|doc|create)(?=\/|$)/,
    parameters: ['filter_path', 'wait_for_completion_timeout'],
  })
