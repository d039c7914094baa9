import { Agent } from 'node:https'
import { createSecureContext, rootCertificates } from 'node:tls'
import { mostInAll } from './dispatch.ts'
import { guardedLookup } from './guard.ts'
import { watchConnections } from './trace.ts'

// Below the 5 s after which many servers close an idle connection: one that is closed just as it is used again costs an
// attempt.
const idleMs = 4_000

/** Makes the agent that connects: guarded lookup, Node's certificate bundle and, where given, the webhook's own CA. */
export function makeAgent(caCertificate: string | null, keepAlive: boolean): Agent {
  return watchConnections(
    new Agent({
      keepAlive,
      // As many as there can be requests: webhooks of one host share them.
      maxFreeSockets: mostInAll,
      // Closes idle connections; the budget of an attempt is kept elsewhere.
      ...(keepAlive ? { timeout: idleMs } : {}),
      lookup: guardedLookup,
      // SECURITY: verification is always on. There is no option that turns it off.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(caCertificate === null
        ? {}
        : { secureContext: createSecureContext({ ca: [...rootCertificates, caCertificate] }) }),
    }),
  )
}

/** One agent a CA certificate, so connections are reused between deliveries. */
export function openAgents() {
  const agents = new Map<string | null, Agent>()
  return {
    for(caCertificate: string | null): Agent {
      const known = agents.get(caCertificate)
      if (known) return known
      const agent = makeAgent(caCertificate, true)
      agents.set(caCertificate, agent)
      return agent
    },
    close() {
      for (const agent of agents.values()) agent.destroy()
      agents.clear()
    },
  }
}
