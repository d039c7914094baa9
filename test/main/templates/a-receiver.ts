import type { SecurityEvent } from '../../../preload/contract/event.ts'
import { custom } from '../../../main/receivers/custom.ts'
import type { Receiver } from '../../../main/receivers/receiver.ts'
import { compileTemplate } from '../../../main/templates/compile.ts'
import type { Json } from '../../../main/templates/json.ts'
import { makeContext } from '../../../main/templates/make-context.ts'
import type { Rules } from '../../../main/templates/pass.ts'
import { render } from '../../../main/templates/render.ts'

export const anEvent = (data: object = {}, more: Partial<SecurityEvent> = {}): SecurityEvent => ({
  id: 'evt_01JD',
  type: 'security.critical',
  timestamp: '2026-11-23T10:42:17.123Z',
  data: { severity: 'critical', title: 'Credential dumping', ...data },
  ...more,
})

/** One that takes anything, unless said otherwise. */
export const aReceiver = (given: Partial<Receiver> = {}): Receiver => ({ ...custom, ...given })

/** The tree of a template over an event, where it has room. */
export function rendered(template: Json, event: SecurityEvent, receiver: Receiver = aReceiver()): Json {
  const rules: Rules = {
    escape: (text, path) => receiver.escape(text, path, {}),
    takesNull: receiver.takesNull,
    characters: (path) => receiver.limits.characters(path),
    kept: new Set([event.id]),
  }
  const result = render(compileTemplate(template), makeContext(event, { project: 'SOC' }), rules)
  if (result.kind !== 'rendered') throw new Error(`Nothing was rendered: ${result.kind}.`)
  return result.tree
}
