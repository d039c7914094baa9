import https, { type Agent } from 'node:https'
import axios from 'axios'
import type { Answer, Trace } from '../../preload/contract/outcome.ts'
import { blockedCode, isRefused } from './guard.ts'
import { traceRequest } from './trace.ts'

export const budgetMs = 10_000
export const mostAnswerBytes = 16 * 1024

export type Request = { url: URL; headers: [string, string][]; body: string }

/** Why no whole answer came: Node's error code, or our own clock, or the webhook was disabled meanwhile. */
export type Fault = { kind: 'fault'; why: 'budget' | 'stopped' | 'error'; code: string; afterHeaders: boolean }
export type SendResult = ({ kind: 'answer'; answer: Answer } | Fault) & { trace: Trace }

export type Send = (
  request: Request,
  options: { agent: Agent; signal: AbortSignal; budget?: number },
) => Promise<SendResult>

/**
 * One POST, one budget (ms) over DNS, connect, TLS, send, headers and body. Never throws: what went wrong is a value.
 * Reading stops at 16 KiB.
 */
export const send: Send = async ({ url, headers, body }, { agent, signal, budget = budgetMs }) => {
  const trace = traceRequest(url.hostname)
  const timer = AbortSignal.timeout(budget)
  let status = 0
  const fault = (error: unknown): SendResult => ({
    kind: 'fault',
    why: signal.aborted ? 'stopped' : timer.aborted ? 'budget' : 'error',
    code: codeOf(error),
    afterHeaders: status !== 0,
    trace: trace.read(true),
  })
  // SECURITY: checked again here, whatever was saved.
  if (url.protocol !== 'https:') return fault({ code: 'ERR_INVALID_PROTOCOL' })
  // SECURITY: a literal address is never looked up, so the guarded lookup would not see it.
  if (isRefused(url.hostname)) return fault({ code: blockedCode })
  try {
    const response = await axios.request<AsyncIterable<Buffer> & { destroy(): void }>({
      url: url.href,
      method: 'POST',
      data: Buffer.from(body, 'utf8'),
      headers: { accept: '*/*', ...Object.fromEntries(headers) },
      httpsAgent: agent,
      transport: {
        request: (...parameters: Parameters<typeof https.request>) => {
          const request = https.request(...parameters)
          trace.follow(request)
          return request
        },
      },
      adapter: 'http',
      // SECURITY: a redirect could lead anywhere, with our headers; it is a failure that names its target.
      maxRedirects: 0,
      proxy: false,
      decompress: false,
      responseType: 'stream',
      validateStatus: null,
      signal: AbortSignal.any([signal, timer]),
    })
    status = response.status
    const read = await readBody(response.data, status)
    const shown = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)])
    return { kind: 'answer', answer: { status, headers: shown, ...read }, trace: trace.read(false) }
  } catch (error) {
    return fault(error)
  }
}

async function readBody(stream: AsyncIterable<Buffer> & { destroy(): void }, status: number) {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      chunks.push(chunk)
      length += chunk.length
      if (length > mostAnswerBytes) break
    }
  } catch (error) {
    // The status already says no; a body that breaks off says nothing more.
    if (status >= 200 && status < 300) throw error
  } finally {
    stream.destroy()
  }
  const truncated = length > mostAnswerBytes
  return { body: Buffer.concat(chunks).subarray(0, mostAnswerBytes).toString('utf8'), truncated }
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code
  return 'cause' in error ? codeOf(error.cause) : ''
}
