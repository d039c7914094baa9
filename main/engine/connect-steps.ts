import type { Socket } from 'node:net'
import type { Phase } from '../../preload/contract/outcome.ts'
import { ConnectError } from './connect-fault.ts'
import { abortedCode } from './fault-codes.ts'

export type Phases = Partial<Record<Phase, number>>
export type Steps = ReturnType<typeof takeSteps>

/** Times one connection under way, and holds its sockets, so that none stays open where it fails. */
export function takeSteps(signal: AbortSignal, before = () => {}) {
  const sockets: Socket[] = []
  const phases: Phases = {}
  let current: { phase: Phase; begun: number } | null = null
  let tried: string | null = null
  let abortsAs = abortedCode

  const add = () => {
    if (current === null) return
    const took = (phases[current.phase] ?? 0) + performance.now() - current.begun
    phases[current.phase] = Math.round(took * 10) / 10
    current = null
  }

  return {
    signal,
    /** Ends the phase before. Throws where the signal has ended it all. */
    enter(phase: Phase) {
      before()
      if (signal.aborted) throw new ConnectError(abortedCode)
      add()
      current = { phase, begun: performance.now() }
    },
    /** Opens a socket that is destroyed with the rest. Throws where the signal has ended it all. */
    hold<S extends Socket>(open: () => S): S {
      if (signal.aborted) throw new ConnectError(abortedCode)
      const socket = open()
      // An error after the end of a step has nobody to hear it, and would end the process.
      socket.on('error', () => {})
      sockets.push(socket)
      return socket
    },
    /** Says what it comes to where the signal ends it from here on. */
    abortAs: (code: string) => void (abortsAs = code),
    aborted: () => new ConnectError(abortsAs),
    /** Remembers the receiver's address, so that a failure can tell it. */
    trying: (address: string) => void (tried = address),
    /** The phase it is in, ms per phase so far, and the last address tried. */
    read: () => {
      const phase = current?.phase ?? null
      add()
      return { phase, phases, tried }
    },
    /** The last opened first: a TLS socket that is destroyed after the one beneath it crashes the process (Node 24.21). */
    destroy: () => {
      for (const socket of sockets.toReversed()) socket.destroy()
    },
  }
}

/** Waits for an event; rejects with the socket's error, or ECONNRESET where it closes without any. */
export function untilEvent(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = () => reject(new ConnectError('ECONNRESET'))
    socket.once('error', reject)
    socket.once('close', closed)
    socket.once(event, () => {
      socket.off('error', reject)
      socket.off('close', closed)
      resolve()
    })
  })
}
