import type { IncomingMessage } from 'node:http'
import type { Tally } from '../tally.ts'
import { type Answer, refuse } from './answer.ts'
import { checkSender, checkToken } from './door.ts'
import { readBody } from './read-body.ts'
import { formOf, type Item, readItems } from './read-items.ts'
import type { Route } from './routes.ts'
import type { Token } from './token.ts'

type Parts = {
  routeOf: (path: string) => Route | null
  token: Token
  tally: Tally
  openapi: () => object
  port: () => number
}

export type Handle = (request: IncomingMessage) => Promise<Answer>

/** Answers one request: the door first, then what it asks for, and only then its body. Rejects where the sender leaves. */
export function makeHandle({ routeOf, token, tally, openapi, port }: Parts): Handle {
  async function answer(request: IncomingMessage): Promise<Answer> {
    const [path = ''] = (request.url ?? '').split('?')
    const stranger = checkSender(request, port())
    if (stranger) return stranger
    if (path === '/v1/openapi.json' && request.method === 'GET') return { status: 200, body: openapi() }
    const route = routeOf(path)
    const unknown = checkToken(request, token)
    if (unknown) return unknown
    if (route === null) return refuse(404, 'There is nothing at this path.', 'GET /v1/openapi.json says what there is.')
    if (request.method !== 'POST')
      return refuse(405, `${request.method ?? ''} does nothing here.`, 'Use POST.', { allow: 'POST' })
    const items = await readRequest(request, route)
    return Array.isArray(items) ? route.take(items) : items
  }

  return async (request) => {
    const answered = await answer(request)
    if (answered.wrong) {
      // Those of a batch are counted where they are taken.
      if (answered.body === null || !('refused' in answered.body)) tally.count({ refused: 1 })
      tally.fail(answered.wrong.title, answered.wrong.detail)
    }
    return answered
  }
}

async function readRequest(request: IncomingMessage, { mayBeEmpty, written }: Route): Promise<Item[] | Answer> {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': transfer } = request.headers
  if (mayBeEmpty && transfer === undefined && Number(length ?? 0) === 0) return [{ value: {} }]
  const form = formOf(type, written)
  if (typeof form !== 'string') return form
  const text = await readBody(request)
  return typeof text === 'string' ? readItems(text, form) : text
}
