import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { request as requestTls, type RequestOptions } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Settings } from '../../preload/contract/settings.ts'
import type { Sources } from '../../main/sources/index.ts'

type Asked = {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  connect?: RequestOptions
}
export type Answered = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

export type TurnedOn = Awaited<ReturnType<typeof turnOn>>

/** Turns the local HTTP source on, on a port that is free, and answers how to speak to it, with its token. */
export async function turnOn({ http }: Sources, wanted: Partial<Settings['sources']['http']> = {}) {
  const token = http.rotateToken()
  http.follow({ on: true, port: 0, tls: true, mapping: null, ...wanted })
  while (http.view().state !== 'on') {
    const { state, lastError } = http.view()
    if (state === 'failed') throw new Error(lastError?.message)
    await new Promise(setImmediate)
  }
  const { url, certificate } = http.view()
  const ca = certificate === null ? undefined : readFileSync(certificate.file, 'utf8')

  async function ask(
    path: string,
    { method = 'POST', headers = {}, body, connect = {} }: Asked = {},
  ): Promise<Answered> {
    const options = { method, headers, agent: false, ...(ca === undefined ? {} : { ca }), ...connect }
    const target = new URL(path, url)
    const sending = target.protocol === 'https:' ? requestTls(target, options) : request(target, options)
    const { promise, resolve, reject } = Promise.withResolvers<Answered>()
    sending.on('error', reject).on('response', (response) => {
      text(response).then(
        (said) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said }),
        reject,
      )
    })
    sending.end(body)
    return promise
  }

  return {
    url,
    port: Number(new URL(url).port),
    ca,
    token,
    /** A request as it is written, with nothing added. */
    ask,
    /** With the token, as JSON. */
    post: (path: string, value: unknown, headers: Asked['headers'] = {}) =>
      ask(path, {
        body: JSON.stringify(value),
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      }),
    /** With the token; the body and its type as given. */
    postText: (path: string, type: string, body: string | Buffer, headers: Asked['headers'] = {}) =>
      ask(path, { body, headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers } }),
  }
}
