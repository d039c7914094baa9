import type { ClientRequest } from 'node:http'
import type { Agent } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Phase, Trace } from '../../preload/contract/outcome.ts'

/** When a connection reached each step, ms on the monotonic clock. */
type Marks = { begun: number; looked: number | null; connected: number | null; secured: number | null }

const marksOf = new WeakMap<Socket, Marks>()

/** Notes the times of every connection this agent opens. */
export function watchConnections(agent: Agent): Agent {
  const create = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback)
    if (socket instanceof TLSSocket) {
      const marks: Marks = { begun: performance.now(), looked: null, connected: null, secured: null }
      marksOf.set(socket, marks)
      socket.once('lookup', (error: Error | null) => {
        if (!error) marks.looked = performance.now()
      })
      socket.once('connect', () => (marks.connected = performance.now()))
      socket.once('secureConnect', () => (marks.secured = performance.now()))
    }
    return socket
  }
  return agent
}

/** Follows one request; `read` tells what is known at that moment, also while it is under way. */
export function traceRequest(hostname: string) {
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
  const seen: { socket: Socket | null; reused: boolean; assigned: number; finished: number | null } = {
    socket: null,
    reused: false,
    assigned: performance.now(),
    finished: null,
  }
  let address: string | null = null
  let tls: Trace['tls'] = null

  const readConnection = () => {
    const { socket } = seen
    address ??= socket?.remoteAddress ?? null
    if (socket instanceof TLSSocket) tls ??= describeTls(socket)
  }

  return {
    follow(request: ClientRequest) {
      request.once('socket', (socket) => {
        seen.socket = socket
        seen.reused = request.reusedSocket
        seen.assigned = performance.now()
        if (seen.reused) return
        socket.once('connect', readConnection)
        socket.once('secureConnect', readConnection)
      })
      request.once('finish', () => {
        seen.finished = performance.now()
        readConnection()
      })
    },
    read(failed: boolean): Trace {
      readConnection()
      const marks = seen.socket && !seen.reused ? (marksOf.get(seen.socket) ?? null) : null
      const phases = measure(marks, seen, isAddress, performance.now())
      return {
        phases,
        failedPhase: failed ? lastPhase(phases, seen.reused, isAddress) : null,
        reused: seen.reused,
        address,
        addressClass: null,
        proxy: null,
        tls,
      }
    },
  }
}

function measure(
  marks: Marks | null,
  { reused, assigned, finished }: { reused: boolean; assigned: number; finished: number | null },
  isAddress: boolean,
  now: number,
): Trace['phases'] {
  const phases: Trace['phases'] = {}
  const step = (phase: Phase, from: number, to: number | null): to is number => {
    phases[phase] = Math.round(((to ?? now) - from) * 10) / 10
    return to !== null
  }
  let from = assigned
  if (marks && !reused) {
    from = marks.begun
    if (!isAddress) {
      if (!step('dns', from, marks.looked ?? marks.connected)) return phases
      from = marks.looked ?? marks.connected ?? from
    }
    if (!step('connect', from, marks.connected)) return phases
    from = marks.connected ?? from
    if (!step('tls', from, marks.secured)) return phases
    from = marks.secured ?? from
  } else if (!reused) return phases
  if (!step('send', from, finished)) return phases
  step('answer', finished ?? from, null)
  return phases
}

function lastPhase(phases: Trace['phases'], reused: boolean, isAddress: boolean): Phase {
  const order: Phase[] = ['answer', 'send', 'tls', 'connect', 'dns']
  return order.find((phase) => phases[phase] !== undefined) ?? (reused ? 'send' : isAddress ? 'connect' : 'dns')
}

/** null before the handshake is through, and after the socket is closed: then there is no certificate to be had. */
function describeTls(socket: TLSSocket): Trace['tls'] {
  if (!socket.authorized || socket.destroyed) return null
  const certificate = socket.getPeerCertificate()
  const name = (part: { CN?: string | string[]; O?: string | string[] } | undefined) =>
    [part?.CN ?? part?.O ?? ''].flat().join(', ')
  const validTo = Date.parse(certificate.valid_to ?? '')
  return {
    version: socket.getProtocol() ?? '',
    issuer: name(certificate.issuer),
    subject: name(certificate.subject),
    validTo: Number.isNaN(validTo) ? null : validTo,
    trust: null,
    client: null,
  }
}
