import type { LookupAddress } from 'node:dns'
import { connect, type Socket } from 'node:net'
import { ConnectError } from './connect-fault.ts'
import { type Limits, checkAddress } from './guard.ts'
import { type Steps, untilEvent } from './connect-steps.ts'

// The next address of a name is tried after this long. The 250 ms of Node end a connection over a slow VPN too early.
const attemptMs = 1_000

/** Connects to one of these addresses, which were checked, and nothing else: no name is looked up again. */
export async function connectTcp(
  steps: Steps,
  addresses: readonly LookupAddress[],
  limits: Limits,
  trying: (address: string) => void = () => {},
): Promise<{ socket: Socket; address: string }> {
  steps.enter('connect')
  const socket = steps.hold(() =>
    connect({
      // Never looked at: the lookup below has the answer.
      host: 'checked.invalid',
      port: limits.port,
      // Later, so that the listener below hears of the first attempt.
      lookup: (_host, _options, callback) => queueMicrotask(() => callback(null, [...addresses])),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: attemptMs,
      noDelay: true,
    }),
  )
  socket.on('connectionAttempt', trying)
  await untilEvent(socket, 'connect')
  const address = socket.remoteAddress
  // Accepted and reset before we could look: there is nobody at the other end any more.
  if (address === undefined) throw new ConnectError('ECONNRESET')
  // SECURITY: the address itself once more, whatever the lookup and the list of it said.
  checkAddress(address, limits)
  return { socket, address }
}
