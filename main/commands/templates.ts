import type { Handlers } from '../../preload/contract/commands.ts'
import type { EventType, SecurityEvent } from '../../preload/contract/event.ts'
import type { TemplatePreview, TemplateProblem } from '../../preload/contract/template.ts'
import { Refusal } from '../refusal.ts'
import { sampleOf } from '../engine/sample.ts'
import { receivers } from '../receivers/index.ts'
import type { Receiver, Values } from '../receivers/receiver.ts'
import { openValues, valuesOf } from '../receivers/values.ts'
import { type Body, EmptyBody, OversizedBody, renderBody } from '../templates/body.ts'
import { readTemplate } from '../templates/read-template.ts'
import { unknownPaths } from '../templates/unknown-paths.ts'
import type { Effects } from './effects.ts'

type TemplateEffects = Pick<Effects, 'ledger' | 'clock'>

export const makeTemplateHandlers = ({ ledger, clock }: TemplateEffects): Pick<Handlers, 'templates.preview'> => ({
  'templates.preview': ({ receiver: kind, fields, template, eventId, sample }) => {
    const receiver: Receiver = receivers[kind]
    const values = valuesOf(receiver, fields)
    const event = eventId === null ? sampleAt(clock.now(), sample) : ledger.events.byId(eventId)
    if (!event) {
      throw new Refusal('missing', 'This event can’t be read from the ledger any more. Choose another one.', {
        eventId: 'It is gone.',
      })
    }
    const text = template ?? JSON.stringify(receiver.template(values), null, 2)
    return preview(receiver, values, event, text, template !== null)
  },
})

/** `ofAnalyst`: the receiver's own reads what only some events have, and nobody need be warned of that. */
function preview(receiver: Receiver, values: Values, event: SecurityEvent, text: string, ofAnalyst: boolean) {
  const { template, problems } = readTemplate(text)
  const warnings = template && ofAnalyst ? unknownPaths(template, text, event, openValues(receiver, values)) : []
  const rendered = template ? tryBody(() => renderBody(receiver, template, event, values)) : null
  const tooLarge = rendered?.kind === 'none' ? [rendered.problem] : []
  const body = rendered?.kind === 'body' ? rendered.body : null
  return {
    template: text,
    problems: [...problems, ...tooLarge, ...warnings],
    body: body?.body ?? null,
    contentType: body?.contentType ?? '',
    bytes: Buffer.byteLength(body?.body ?? ''),
    mostBytes: receiver.limits.bytes,
    shortened: body?.shortened ?? false,
  } satisfies TemplatePreview
}

type Tried = { kind: 'body'; body: Body } | { kind: 'none'; problem: TemplateProblem }

function tryBody(render: () => Body): Tried {
  try {
    return { kind: 'body', body: render() }
  } catch (error) {
    if (!(error instanceof OversizedBody || error instanceof EmptyBody)) throw error
    return { kind: 'none', problem: { severity: 'error', line: 1, column: 1, message: error.message } }
  }
}

const sampleAt = (now: number, type: EventType): SecurityEvent => ({
  id: 'evt_sample',
  timestamp: new Date(now).toISOString(),
  ...sampleOf(type, false),
})
