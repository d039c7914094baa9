import * as fc from 'fast-check'
import { eventTypes, type SecurityEvent, severities } from '../../../preload/contract/event.ts'
import type { Filter } from '../../../preload/contract/filter.ts'

const name = fc.constantFrom('agent', 'name', 'host', 'user', 'ip', 'tags', '__proto__', 'constructor', 'length', '')
const value = fc.oneof(
  fc.constantFrom<unknown>(
    'WIN-FIN-07',
    'win-fin-07',
    '10.20.30.41',
    '::ffff:10.20.30.41',
    'fd00::1',
    '',
    null,
    true,
    0,
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double(),
)
const inside = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    value,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 4 }),
  ),
})).any

/** Any event JSON can say, most often with names and values that filters ask for. */
export const anyEvent: fc.Arbitrary<SecurityEvent> = fc
  .record({
    type: fc.constantFrom(...eventTypes),
    severity: fc.constantFrom(...severities),
    title: fc.string({ minLength: 1, maxLength: 8 }),
    more: fc.oneof(fc.dictionary(name, inside, { maxKeys: 4 }), fc.object()),
  })
  .map(({ type, severity, title, more }) => ({
    id: 'evt_1',
    type,
    timestamp: '2026-11-23T10:42:17.123Z',
    data: JSON.parse(JSON.stringify({ ...more, severity, title })),
  }))

const path = fc.oneof(
  fc.constantFrom(
    'host',
    'user',
    'rule',
    '*',
    'data.agent.name',
    'agent.ip',
    'type',
    'data',
    '.',
    'data.__proto__.name',
  ),
  fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.')),
)
const text = fc.oneof(
  fc.constantFrom('win-fin-07', 'FIN', '10.20.30.41', 'true', '0'),
  fc.string({ minLength: 1, maxLength: 4 }),
)
const network = fc.constantFrom('10.20.0.0/16', '0.0.0.0/0', '::/0', 'fd00::/8', '::ffff:10.0.0.0/104', '10.20.30.41')

export const anyFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ op: fc.constant('severity' as const), atLeast: fc.constantFrom(...severities) }),
    fc.record({
      op: fc.constantFrom('equals' as const, 'contains' as const, 'starts' as const, 'ends' as const),
      path,
      value: text,
    }),
    fc.record({ op: fc.constant('in' as const), path, values: fc.array(text, { minLength: 1, maxLength: 4 }) }),
    fc.record({ op: fc.constant('cidr' as const), path, network }),
    fc.record({ op: fc.constant('exists' as const), path }),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('filter'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ op: fc.constant('not' as const), of: tie('filter') }),
  ),
})).filter
