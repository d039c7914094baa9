import type { Route } from './route.ts'
import type { SendResult } from './send.ts'

// What the engine and the thread that sends tell each other. Both are ours, so nothing is parsed.

/** One request. `route` names a route told before; URLs don't cross as they are. */
export type Job = {
  id: number
  url: string
  headers: [string, string][]
  body: string
  longest: number
  route: string
  budget: number
  fresh: boolean
}

export type ToSender =
  | { kind: 'route'; name: string; route: Route }
  | { kind: 'forget routes' }
  | { kind: 'send'; jobs: Job[] }
  | { kind: 'stop'; id: number }
  | { kind: 'drop idle' }
  | { kind: 'own ports'; ports: readonly number[] }

/** How a request ended; `bug`: what our code has thrown. */
export type End = { id: number; result: SendResult } | { id: number; bug: Error }

export type FromSender = { kind: 'ends'; ends: End[] } | { kind: 'note'; what: string }
