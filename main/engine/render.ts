import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { OutcomeCode, Sent } from '../../preload/contract/outcome.ts'
import { receivers } from '../receivers/index.ts'
import { makeRedactor, redactHeaders } from './redact.ts'
import type { ProxyWish } from './effects.ts'
import type { Route } from './route.ts'
import { sign } from './sign.ts'
import type { Target } from './target.ts'

/** The exact bytes of one attempt, and the same as it may be shown and stored. */
export type Prepared = {
  url: URL
  headers: [string, string][]
  body: string
  route: Route
  proxyWish: ProxyWish
  shown: Sent
  redact: (text: string) => string
}

export type Unprepared = { code: Extract<OutcomeCode, 'unrenderable_body' | 'unsendable_header'> }

const agentName = 'Castellan-Webhooks'

/** Renders and signs: what is signed is what is sent. `deliveryId` is the webhook-id, `attempt` counts from 1. */
export function prepare(
  target: Target,
  event: SecurityEvent,
  { deliveryId, attempt, now }: { deliveryId: string; attempt: number; now: number },
): Prepared | Unprepared {
  const receiver = receivers[target.definition.receiver]
  let rendered: ReturnType<typeof receiver.render>
  try {
    rendered = receiver.render(event)
  } catch {
    return { code: 'unrenderable_body' }
  }
  const appHeaders: [string, string][] = [
    ['content-type', rendered.contentType],
    ['user-agent', agentName],
    // SECURITY: no compression, so a small answer can't unpack to a large one.
    ['accept-encoding', 'identity'],
    ...sign(target.signingSecrets, deliveryId, now, rendered.body),
    ['x-castellan-attempt', String(attempt)],
  ]
  const own = target.headers.map(({ name, value }): [string, string] => [name, value])
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  const headers = appHeaders.filter(([name]) => !names.has(name))
  if (own.some(([, value]) => /[\r\n\0]/.test(value))) return { code: 'unsendable_header' }
  const shownUrl = receiver.mask(target.url)
  const redact = makeRedactor([
    ...target.headers.map(({ value }) => value),
    // "Bearer abc": the token by itself is as secret as the whole value.
    ...target.headers.flatMap(({ value }) => value.split(/\s+/).slice(1)),
    // A receiver knows the secret with and without its prefix.
    ...target.signingSecrets.flatMap((secret) => [secret, secret.replace(/^whsec_/, '')]),
    ...target.otherSecrets,
    ...hiddenPartsOf(target.url, shownUrl),
  ])
  return {
    url: target.url,
    headers: [...headers, ...own],
    body: rendered.body,
    route: target.route,
    proxyWish: target.proxyWish,
    redact,
    shown: {
      method: 'POST',
      url: shownUrl,
      headers: [...redactHeaders(headers, redact), ...own.map(([name]): [string, string] => [name, '••••'])],
      body: rendered.body,
    },
  }
}

/** The URL whole, and each part of it that `shown` has dots for: a receiver may name its token by itself. */
function hiddenPartsOf({ href, pathname, search, searchParams }: URL, shown: string): string[] {
  if (shown === href) return []
  const raw = search.slice(1).split(/[&=]/)
  const steps = pathname.split('/')
  const parts = [...steps, ...steps.map(decoded), ...raw, ...searchParams.values(), ...searchParams.keys()]
  return [href, pathname + search, ...parts.filter((part) => !shown.includes(part))]
}

/** As a receiver reads it. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
