import { Axios } from 'axios'
import type { Answer, Trace } from '../../preload/contract/outcome.ts'
import type { Connect } from './connect.ts'
import { type Connection, openConnections } from './connections.ts'
import { exchange } from './exchange.ts'
import type { Route } from './route.ts'
import { nothingDone, traceExchange, traceFault } from './trace.ts'
import { startWatch, type Watch } from './watch.ts'

export const budgetMs = 10_000
export const mostAnswerBytes = 16 * 1024

/** `longest`: so many bytes of the answer are read beyond 16 KiB, so that no secret is cut in two. */
export type Request = { url: URL; headers: [string, string][]; body: string; longest?: number }

/**
 * Why no whole answer came: a code (Node's, OpenSSL's, undici's or ours), our own clock, somebody stopped it, or what sent
 * it was lost, and with it whether it arrived.
 */
export type Fault = { kind: 'fault'; why: 'budget' | 'stopped' | 'error' | 'lost'; code: string; afterHeaders: boolean }
/** The body of the answer may be longer than 16 KiB: it is cut once secrets are out of it. */
export type SendResult = ({ kind: 'answer'; answer: Answer } | Fault) & { trace: Trace }

/** One POST. `budget`: ms. `fresh`: over a connection of its own, that is closed afterwards. */
export type Send = (
  request: Request,
  options: { route: Route; signal: AbortSignal; budget?: number; fresh?: boolean },
) => Promise<SendResult>

/** `dropIdle`: connections that wait to be used again may have died unseen, and are not. */
export type Sender = { send: Send; dropIdle: () => void; close: () => void }

/**
 * Sends: one budget over DNS, connect, proxy, TLS, send, headers and body. What went wrong is a value; only a bug throws.
 * axios carries the request over our own connections. Header lines pass it by, for it would write them anew, and what
 * was signed and shown is what has to be sent. `idleMs`: how long a connection waits to be used again. `beforeWriting`
 * runs right before a request is written, and may abort it.
 */
export function openSender({
  connect,
  idleMs,
  beforeWriting = () => {},
}: {
  connect: Connect
  idleMs?: number
  beforeWriting?: () => void
}): Sender {
  const connections = openConnections(connect, { idleMs })
  const axios = new Axios({
    method: 'POST',
    // SECURITY: a redirect could lead anywhere, with our headers; it is a failure that names its target. Our way of
    // sending follows none, and neither would axios.
    maxRedirects: 0,
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
  })

  const send: Send = async (request, { route, signal, budget = budgetMs, fresh = false }) => {
    const watch = startWatch(signal, budget)
    try {
      const { data } = await axios.request<SendResult>({
        url: request.url.href,
        adapter: async (config) => {
          const result = await carry(request, route, fresh, watch)
          const status = result.kind === 'answer' ? result.answer.status : 0
          return { data: result, status, statusText: '', headers: {}, config }
        },
      })
      return data
    } finally {
      watch.end()
    }
  }

  async function carry(request: Request, route: Route, fresh: boolean, watch: Watch): Promise<SendResult> {
    const { url } = request
    // SECURITY: checked again here, whatever was saved.
    if (url.protocol !== 'https:') {
      return faultOf(watch, { code: 'ERR_INVALID_PROTOCOL', afterHeaders: false, trace: nothingDone })
    }
    const waiting = fresh ? null : await connections.take(url, route)
    if (waiting !== null) {
      const result = await converse(waiting, request, { reused: true, last: false }, watch)
      // Only where not a byte was written: what was written may have been taken, and to send it again at once, unasked,
      // would double the event where the promise is that nothing but a crash does.
      if (result !== null) return result
    }
    const connecting = new AbortController()
    watch.onStop(() => connecting.abort())
    const opened = await connections.open(url, route, connecting.signal)
    if (!opened.ok) {
      return faultOf(watch, { code: opened.fault.code, afterHeaders: false, trace: traceFault(opened.fault) })
    }
    const result = await converse(opened.connection, request, { reused: false, last: fresh }, watch)
    return result ?? faultOf(watch, { code: 'ECONNRESET', afterHeaders: false, trace: nothingDone })
  }

  /** null: the connection had waited, and was found closed before a byte was written. */
  async function converse(
    connection: Connection,
    { url, headers, body, longest = 0 }: Request,
    { reused, last }: { reused: boolean; last: boolean },
    watch: Watch,
  ): Promise<SendResult | null> {
    const { connected } = connection
    const begun = performance.now()
    const { ended, stop } = exchange(
      connection,
      { path: url.pathname + url.search, headers, body: Buffer.from(body, 'utf8') },
      { mostBytes: mostAnswerBytes + longest, last, beforeWriting },
    )
    watch.onStop(stop)
    const end = await ended
    if (end.kind === 'answer' && end.clean && !last) connections.giveBack(connection)
    else connections.drop(connection)
    if (end.kind === 'unsent' && reused) return null
    const failed = end.kind !== 'answer'
    const trace = traceExchange(connected, { reused, begun, sent: end.sent, failed })
    if (failed) return faultOf(watch, { code: end.code, afterHeaders: end.status !== 0, trace })
    const truncated = end.truncated || end.bytes.length > mostAnswerBytes
    const answer = { status: end.status, headers: end.headers, body: end.bytes.toString('utf8'), truncated }
    return { kind: 'answer', answer, trace }
  }

  return { send, dropIdle: () => connections.dropIdle(), close: () => connections.close() }
}

const faultOf = (watch: Watch, fault: Pick<Fault, 'code' | 'afterHeaders'> & { trace: Trace }): SendResult => ({
  kind: 'fault',
  why: watch.why() ?? 'error',
  ...fault,
})
