import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { isIPv6, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { play, reply, type Answer } from './answers.ts'
import { keepArrivals } from './arrivals.ts'
import { makeCa, type Ca } from './certificates.ts'
import { countInFlight } from './in-flight.ts'
import { describeRequest, type Received } from './received.ts'

export type ReceiverOptions = {
  // PEM. Without them the CA issues a certificate for localhost.
  cert?: string
  key?: string
  ca?: Ca
  port?: number
  host?: string
  requestClientCert?: boolean
  now?: () => number
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>

export async function openReceiver(options: ReceiverOptions = {}) {
  const { host = '127.0.0.1', requestClientCert = false, now = Date.now } = options
  const ca = options.ca ?? (await makeCa())
  const issued = options.cert && options.key ? { certPem: options.cert, keyPem: options.key } : await ca.issue()
  const arrivals = keepArrivals()
  const flight = countInFlight()
  const script: Answer[] = []
  const tcpSockets = new Map<number, Socket>()
  const ordinals = new WeakMap<Socket, number>()
  const counts = { tcpConnections: 0, connections: 0 }
  let fallback: (request: Received) => Answer = () => reply(200, {}, 'ok')
  let gate: PromiseWithResolvers<void> | undefined

  const server = createServer({
    cert: issued.certPem,
    key: issued.keyPem,
    // Given only when needed: the server would send it along, and an unknown CA would look like a self-signed chain.
    ...(requestClientCert ? { ca: ca.pem } : {}),
    requestCert: requestClientCert,
    rejectUnauthorized: requestClientCert,
    // A kept connection lasts until a test ends it; closing after 5 s would race with the next request.
    keepAliveTimeout: 0,
  })

  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort!
    counts.tcpConnections++
    tcpSockets.set(port, socket)
    socket.on('close', () => tcpSockets.delete(port))
  })
  server.on('secureConnection', (socket) => ordinals.set(socket, ++counts.connections))
  server.on('request', (request, response) => void serve(request, response))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const socket = request.socket
    const gone = new AbortController()
    flight.enter(response)
    response.on('close', () => gone.abort())
    try {
      const bytes = await buffer(request)
      // Taken on arrival, so that requests held together still get the script in the order they came.
      const arrived = describeRequest(request, bytes, now(), ordinals.get(socket)!)
      const answer = script.shift() ?? fallback(arrived)
      const open = gate
      arrivals.add(arrived)
      await open?.promise
      const tcp = tcpSockets.get(socket.remotePort ?? -1)
      if (tcp && !response.destroyed) await play(answer, { response, socket, tcp, gone: gone.signal })
    } catch (error) {
      // A sender that hangs up is what many tests are about; anything else is a fault of this file.
      if (!gone.signal.aborted && !request.errored && !socket.destroyed) throw error
    }
  }

  const listen = async (port: number) => {
    server.listen(port, host)
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The receiver listens on no port')
    return address.port
  }

  const stop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of tcpSockets.values()) socket.destroy()
    await closed
  }

  const port = await listen(options.port ?? 0)

  const release = () => {
    gate?.resolve()
    gate = undefined
  }

  const close = async () => {
    // Stopped before it is released, so that held requests get no late answer.
    await stop()
    release()
  }

  return {
    url: `https://${isIPv6(host) ? `[${host}]` : host}:${port}/hook`,
    port,
    ca: ca.pem,
    issue: ca.issue,
    requests: arrivals.requests,
    next: arrivals.next,
    received: arrivals.received,
    get tcpConnections() {
      return counts.tcpConnections
    },
    /** TCP connections that are open now. */
    get open() {
      return tcpSockets.size
    },
    get connections() {
      return counts.connections
    },
    get inFlight() {
      return flight.counts.now
    },
    get peak() {
      return flight.counts.peak
    },
    answer: (...answers: Answer[]) => void script.push(...answers),
    always: (answer: Answer) => void (fallback = () => answer),
    /** Answers each request by what is in it. */
    simulate: (answer: (request: Received) => Answer) => void (fallback = answer),
    hold: () => void (gate ??= Promise.withResolvers<void>()),
    release,
    pause: stop,
    resume: async () => void (await listen(port)),
    close,
    [Symbol.asyncDispose]: close,
  }
}
