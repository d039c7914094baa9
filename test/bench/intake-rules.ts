import { type EventInput, eventTypes } from '../../preload/contract/event.ts'
import type { RuleDraft } from '../../preload/contract/rule.ts'
import { oneKilobyte } from './one-kilobyte.ts'

const rules = 50
const agents = 500
const findings = 2 * rules

const kinds: readonly RuleDraft['when'][] = [
  { kind: 'each' },
  { kind: 'count', atLeast: 50, withinSeconds: 60 },
  { kind: 'first', of: 'host', rememberDays: 30, learnSeconds: 0 },
  { kind: 'absence', forSeconds: 300 },
  { kind: 'each' },
]

/** Each asks for a finding of its own. They cool down for longer than events come in, so alerts add little to these. */
export const intakeRules: RuleDraft[] = Array.from({ length: rules }, (_, index) => ({
  name: `Rule ${index}`,
  severity: 'high',
  filter: {
    op: 'all',
    of: [
      { op: 'equals', path: 'data.rule.id', value: `R-${index}` },
      { op: 'starts', path: 'host', value: 'WIN-' },
      { op: 'not', of: { op: 'contains', path: 'data.title', value: 'exercise' } },
    ],
  },
  when: kinds[index % kinds.length] ?? { kind: 'each' },
  by: kinds[index % kinds.length]?.kind === 'count' ? 'host' : null,
  coolDownSeconds: 600,
}))

/** The event of this number: types, agents and findings go round. */
export function nextEvent(index: number): EventInput {
  const type = eventTypes[index % eventTypes.length] ?? 'security.critical'
  const agent = index % agents
  const data = {
    ...oneKilobyte.data,
    test: false,
    agent: { id: `agt-${agent}`, name: `WIN-${agent}` },
    rule: { id: `R-${(index * 7 + Math.floor(index / agents)) % findings}`, name: 'LSASS memory read' },
  }
  return { type, data }
}
