import type { SecurityEvent } from '../../preload/contract/event.ts'
import type { TemplateProblem } from '../../preload/contract/template.ts'
import type { Template } from './compile.ts'
import type { Json } from './json.ts'
import { lookUp } from './look-up.ts'
import { makeContext } from './make-context.ts'
import { positionsIn } from './position.ts'

const mostWarnings = 100

/** What events have in their data where they come from an agent that tells all it can. */
const knownData = {
  severity: '',
  title: '',
  description: '',
  agent: { id: '', name: '', ip: '', os: '' },
  user: { name: '' },
  network: { source_ip: '', destination_ip: '' },
  rule: { id: '', name: '' },
  mitre: { tactic_id: '', technique_id: '', technique: '' },
  link: '',
  test: false,
} as const

const known: Json = { data: knownData, event: knownData }

/**
 * A warning at each path that is neither in this event nor in what events are known to have. `text`: what the template
 * was read from; `fields`: the receiver's that are no secret.
 */
export function unknownPaths(
  template: Template,
  text: string,
  event: SecurityEvent,
  fields: Readonly<Record<string, string>>,
): TemplateProblem[] {
  const context = makeContext(event, fields)
  const positionOf = positionsIn(text)
  return template.paths
    .filter(({ path }) => lookUp(context, path) === undefined && lookUp(known, path) === undefined)
    .slice(0, mostWarnings)
    .map(({ path, offset }) => ({
      severity: 'warning',
      ...positionOf(offset),
      message: `Neither this event nor the usual ones have “${path.join('.')}”. Without it this is left empty.`,
    }))
}
