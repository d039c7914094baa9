import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { Packed, Receiver, Values } from '../receivers/receiver.ts'
import { openValues } from '../receivers/values.ts'
import { compileTemplate, type Template } from './compile.ts'
import { approachCap } from './fit.ts'
import { makeContext } from './make-context.ts'
import { mostOutput, type Rules, startEvaluating } from './pass.ts'
import { render } from './render.ts'

export type Body = Packed & { shortened: boolean }

/** Even without values the body is larger than the receiver takes. Its message is for whoever wrote the template. */
export class OversizedBody extends Error {}

/** There is nothing to send: `null` would tell the receiver nothing of the event. */
export class EmptyBody extends Error {}

/**
 * What is sent of an event. `template` null: the receiver's own for these values, which is compiled once for as long as
 * `values` is the same object. Where it is too large, values are shortened: to the longest cap with which it fits.
 * Throws an OversizedBody where the smallest one is still too large, an EmptyBody where
 * nothing is left of it, and nothing else.
 */
export function renderBody(receiver: Receiver, template: Template | null, event: SecurityEvent, values: Values): Body {
  const compiled = template ?? ownTemplate(receiver, values)
  const context = makeContext(event, openValues(receiver, values))
  const rules = rulesOf(receiver, event, values)
  const most = receiver.limits.bytes
  const room = Math.min(most, mostOutput)
  const evaluated = startEvaluating()
  let best: Body | null = null
  /** The part of what the receiver takes that is used with this cap; null: too large. */
  const attempt = (cap: number): number | null => {
    const rendered = render(compiled, context, rules, { cap, room, values: evaluated })
    if (rendered.kind === 'too_large') return null
    if (rendered.kind === 'missing') throw new EmptyBody('The whole body is one value, and the event has none there.')
    const packed = receiver.pack(rendered.tree, event, values)
    const bytes = Buffer.byteLength(packed.body)
    if (bytes > most) return null
    best = { ...packed, shortened: rendered.shortened }
    return bytes / most
  }
  if (attempt(Infinity) === null) approachCap(room, attempt)
  if (!best) {
    const words = `${receiver.name} takes at most ${most} bytes, and this body has more even without values.`
    throw new OversizedBody(`${words} Shorten the template’s own text.`)
  }
  return best
}

/** Longer ones most receivers refuse or cut themselves. */
const longestLink = 2048

const rulesOf = (receiver: Receiver, { id, data }: SecurityEvent, values: Values): Rules => ({
  escape: (text, path) => receiver.escape(text, path, values),
  takesNull: receiver.takesNull,
  characters: (path) => receiver.limits.characters(path),
  kept: new Set(typeof data['link'] === 'string' && data['link'].length <= longestLink ? [id, data['link']] : [id]),
})

const ownTemplates = new WeakMap<Receiver, WeakMap<Values, Template>>()

function ownTemplate(receiver: Receiver, values: Values): Template {
  const known = ownTemplates.get(receiver)?.get(values)
  if (known) return known
  const template = compileTemplate(receiver.template(values))
  const ofReceiver = ownTemplates.get(receiver) ?? new WeakMap<Values, Template>()
  ownTemplates.set(receiver, ofReceiver.set(values, template))
  return template
}
