import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

export type Received = {
  at: number
  method: string
  path: string
  headers: IncomingHttpHeaders
  rawHeaders: string[]
  body: string
  bytes: Buffer
  // The ordinal of the TLS connection that brought it: the same number twice means the connection was reused.
  connection: number
  // The common name of the client certificate shown, if any.
  client: string | undefined
}

export function describeRequest(request: IncomingMessage, bytes: Buffer, at: number, connection: number): Received {
  return {
    at,
    method: request.method!,
    path: request.url!,
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    body: bytes.toString(),
    bytes,
    connection,
    client: readClientName(request.socket),
  }
}

function readClientName(socket: Socket): string | undefined {
  const name = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined
  return Array.isArray(name) ? name[0] : name
}
