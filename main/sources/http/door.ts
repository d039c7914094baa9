import type { IncomingMessage } from 'node:http'
import { type Answer, refuse } from './answer.ts'
import type { Token } from './token.ts'

// SECURITY: any web page can have a browser send requests to this workstation. Each of these stands by itself.

const noPage = { connection: 'close' }

/** Who may speak here at all; null where this one may. */
export function checkSender(request: IncomingMessage, port: number): Answer | null {
  const { headers, socket } = request
  if (!isLoopback(socket.remoteAddress))
    return refuse(403, 'Only programs on this workstation may send here.', 'Send from the workstation itself.', noPage)
  // DNS rebinding: a page's own name may lead here, but then it says that name.
  const host = headers.host?.toLowerCase()
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return refuse(403, 'The Host header names another machine.', `Send to 127.0.0.1:${port}, by that name.`, noPage)
  // A browser says where a request comes from; programs don't.
  const site = headers['sec-fetch-site']
  if (headers.origin !== undefined || (site !== undefined && site !== 'none'))
    return refuse(403, 'Web pages may not send here.', 'Send from a program, without an Origin header.', noPage)
  return null
}

/** RFC 6750; null where the token is right. */
export function checkToken({ headers }: IncomingMessage, token: Token): Answer | null {
  const [, given] = /^bearer ([\w.~+/=-]{1,512})$/i.exec(headers.authorization ?? '') ?? []
  if (given !== undefined && token.matches(given)) return null
  return refuse(
    401,
    given === undefined ? 'The request has no token.' : 'The token is not the right one.',
    'Send the header Authorization: Bearer <token>. A new token is made under Sources in Castellan Webhooks.',
    { 'www-authenticate': 'Bearer', ...noPage },
  )
}

const isLoopback = (address: string | undefined) => address === '127.0.0.1' || address === '::ffff:127.0.0.1'
