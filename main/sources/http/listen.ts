import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Answer, refuse, write } from './answer.ts'

// SECURITY: not the network, and not to be changed by a setting: what can reach it runs on this workstation.
const host = '127.0.0.1'

// SECURITY: a sender that stalls, or says too much, is sent away. Node answers those with 408 and 431 by itself.
const usualLimits: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 30_000,
  maxHeaderSize: 16 * 1024,
}
const mostConnections = 128
const closeGraceMs = 1_000

export type Listening = { port: number; close: () => Promise<void> }

type Options = {
  /** 0 takes any that is free. */
  port: number
  /** PEM; null is plain http. */
  identity: { certificate: string; key: string } | null
  handle: (request: IncomingMessage) => Promise<Answer>
  failed: (error: unknown) => void
  limits?: ServerOptions
}

const portOf = (address: string | AddressInfo | null) => (typeof address === 'object' ? address?.port : undefined)

/** Listens on this workstation alone. Rejects with the error of the port. */
export async function listen({ port, identity, handle, failed, limits = usualLimits }: Options): Promise<Listening> {
  const onRequest: RequestListener = (request, response) => void respond(request, response, handle, failed)
  const server =
    identity === null
      ? createServer(limits, onRequest)
      : createTlsServer(
          { ...limits, cert: identity.certificate, key: identity.key, minVersion: 'TLSv1.2', handshakeTimeout: 5_000 },
          onRequest,
        )
  server.maxConnections = mostConnections
  // SECURITY: beyond this many, headers would be left out unseen, and Origin could be one of them. Their size is limited.
  server.maxHeadersCount = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => resolve())
  })
  server.on('error', failed)
  return {
    port: portOf(server.address()) ?? port,
    /** What was begun may end, for a moment. */
    close: () =>
      new Promise((resolve) => {
        const end = setTimeout(() => server.closeAllConnections(), closeGraceMs)
        server.close(() => {
          clearTimeout(end)
          resolve()
        })
      }),
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  handle: Options['handle'],
  failed: Options['failed'],
): Promise<void> {
  try {
    write(response, await handle(request))
  } catch (error) {
    // The sender has left, and hears nothing any more.
    if (request.destroyed && !request.complete) return
    failed(error)
    write(response, refuse(500, 'This is a mistake in Castellan Webhooks.', 'Send it again. The log says more.'))
  }
}
