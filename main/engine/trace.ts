import type { Trace } from '../../preload/contract/outcome.ts'
import type { Connected, ConnectFault } from './connect.ts'

/** Of a request that never came to be. */
export const nothingDone: Trace = {
  phases: {},
  failedPhase: null,
  reused: false,
  address: null,
  addressClass: null,
  proxy: null,
  tls: null,
}

export function traceFault({ phases, phase, address, addressClass, proxy }: ConnectFault): Trace {
  return { phases, failedPhase: phase, reused: false, address, addressClass, proxy, tls: null }
}

/**
 * Of a request on a connection, at its end. `begun` and `sent`, where the system had taken all of it, are ms on the
 * monotonic clock.
 */
export function traceExchange(
  { phases: opened, address, addressClass, proxy, tls }: Connected,
  { reused, begun, sent, failed }: { reused: boolean; begun: number; sent: number | null; failed: boolean },
): Trace {
  const now = performance.now()
  const phases: Trace['phases'] = reused ? {} : { ...opened }
  phases.send = tenths((sent ?? now) - begun)
  if (sent !== null) phases.answer = tenths(now - sent)
  const failedPhase = failed ? (sent === null ? 'send' : 'answer') : null
  return { phases, failedPhase, reused, address, addressClass, proxy, tls }
}

const tenths = (ms: number) => Math.round(ms * 10) / 10
