import type { IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { buffer } from 'node:stream/consumers'

export type Answered = { status: number; headers: IncomingMessage['headers']; bytes: Buffer; body: string }

// A plain sender that knows nothing of the engine, to prove the receiver by. One connection per request unless an agent
// is given. Fails with Node's own error codes.
export async function startPost(url: string, body = '', options: RequestOptions = {}): Promise<IncomingMessage> {
  const sending = request(url, { method: 'POST', agent: false, ...options })
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // An error after the response has begun changes nothing here: the response reports it.
  sending.on('response', resolve).on('error', reject).end(body)
  return await promise
}

export async function post(url: string, body = '', options: RequestOptions = {}): Promise<Answered> {
  const response = await startPost(url, body, options)
  const bytes = await buffer(response)
  return { status: response.statusCode!, headers: response.headers, bytes, body: bytes.toString() }
}
