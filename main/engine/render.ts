import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { OutcomeCode, Sent } from '../../preload/contract/outcome.ts'
import { checkHeader } from '../receivers/check-header.ts'
import { receivers } from '../receivers/index.ts'
import type { Packed, Receiver, Values } from '../receivers/receiver.ts'
import { EmptyBody, OversizedBody, renderBody } from '../templates/body.ts'
import type { Template } from '../templates/compile.ts'
import { readTemplate } from '../templates/read-template.ts'
import { secretsInHeader } from './header-secrets.ts'
import { makeRedactor, redactHeaders, type Redactor } from './redact.ts'
import type { ProxyWish } from './effects.ts'
import type { Route } from './route.ts'
import { makeSigner } from './sign.ts'
import type { Target } from './target.ts'

/** The exact bytes of one attempt, the same as it may be shown and stored, and what keeps its secrets out of an answer. */
export type Prepared = {
  url: URL
  headers: [string, string][]
  body: string
  route: Route
  /** Judges the answer, by what it was sent to. */
  receiver: Receiver
  values: Values
  proxyWish: ProxyWish
  shown: Sent
} & Redactor

export type Unprepared = {
  code: Extract<OutcomeCode, 'unusable_template' | 'oversized_body' | 'unrenderable_body' | 'unsendable_header'>
}

const agentName = 'Castellan-Webhooks'

/** Renders and signs: what is signed is what is sent. `deliveryId` is the webhook-id, `attempt` counts from 1. */
export function prepare(
  target: Target,
  event: SecurityEvent,
  { deliveryId, attempt, now }: { deliveryId: string; attempt: number; now: number },
): Prepared | Unprepared {
  const { receiver, template, own, ownNames, shownOwn, shownUrl, redactor, sign } = lastingOf(target)
  if (own.some(([, value]) => /[\r\n\0]/.test(value))) return { code: 'unsendable_header' }
  // A stored template that is none any more: the receiver's own body is not what was asked for.
  if (template === null && target.definition.template !== null) return { code: 'unusable_template' }
  let rendered: Packed
  try {
    rendered = renderBody(receiver, template, event, target.values)
  } catch (error) {
    return { code: codeOf(error) }
  }
  const { body } = rendered
  const appHeaders: [string, string][] = [
    ['content-type', rendered.contentType],
    ['user-agent', agentName],
    // SECURITY: no compression, so a small answer can't unpack to a large one.
    ['accept-encoding', 'identity'],
    ...receiver.headers(target.values, deliveryId),
    ...sign(deliveryId, now, body),
    ['x-castellan-attempt', String(attempt)],
  ]
  const headers = appHeaders.filter(([name]) => !ownNames.has(name))
  return {
    url: target.url,
    headers: [...headers, ...own],
    body,
    route: target.route,
    receiver,
    values: target.values,
    proxyWish: target.proxyWish,
    ...redactor,
    shown: {
      method: 'POST',
      url: shownUrl,
      headers: [...redactHeaders(headers, redactor.redact), ...shownOwn],
      body,
    },
  }
}

function codeOf(error: unknown): Unprepared['code'] {
  if (error instanceof OversizedBody) return 'oversized_body'
  return error instanceof EmptyBody ? 'unusable_template' : 'unrenderable_body'
}

/** What is the same for every request to a target. */
type Lasting = {
  receiver: Receiver
  /** The analyst's own; null: the receiver's. */
  template: Template | null
  own: [string, string][]
  ownNames: Set<string>
  shownOwn: [string, string][]
  shownUrl: string
  redactor: Redactor
  sign: ReturnType<typeof makeSigner>
}

/** Kept as long as the target is: the redactor alone takes longer to make than a request does to send. */
const kept = new WeakMap<Target, Lasting>()

function lastingOf(target: Target): Lasting {
  const known = kept.get(target)
  if (known) return known
  const receiver: Receiver = receivers[target.definition.receiver]
  const shownUrl = receiver.mask(target.url)
  const entered = target.headers.map(({ name, value }): [string, string] => [name, value])
  const enteredNames = new Set(entered.map(([name]) => name.toLowerCase()))
  const own = [
    ...receiver.credentials(target.values).filter(([name]) => !enteredNames.has(name.toLowerCase())),
    ...entered,
  ]
    // SECURITY: refused at save as well; this is for what was saved before.
    .filter(([name]) => checkHeader(name, target.url) === null)
  const { template } = target.definition
  const made: Lasting = {
    receiver,
    template: template === null ? null : readTemplate(template).template,
    own,
    ownNames: new Set(own.map(([name]) => name.toLowerCase())),
    shownOwn: own.map(([name]) => [name, '••••']),
    shownUrl,
    sign: makeSigner(target.signingSecrets),
    redactor: makeRedactor([
      ...own.flatMap(([, value]) => secretsInHeader(value)),
      // A receiver knows the secret with and without its prefix.
      ...target.signingSecrets.flatMap((secret) => [secret, secret.replace(/^whsec_/, '')]),
      ...target.otherSecrets,
      ...hiddenPartsOf(target.url, shownUrl),
    ]),
  }
  kept.set(target, made)
  return made
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
