import { expect, test } from 'vitest'
import { match } from '../../../main/engine/match.ts'
import type { WebhookRow } from '../../../main/ledger/webhooks.ts'
import { eventTypes, type EventType, type SecurityEvent } from '../../../preload/contract/event.ts'
import type { StoredFilter } from '../../../preload/contract/filter.ts'
import { anEvent, aWebhook } from './samples.ts'

const wanting = (id: string, events: EventType[], disabled = false) =>
  aWebhook({ id, definition: { events }, row: { disabled_at: disabled ? 1 : null } })
const filtering = (id: string, filter: StoredFilter, disabled = false) =>
  aWebhook({ id, definition: { filter }, row: { disabled_at: disabled ? 1 : null } })
const ofType = (type: EventType) => ({ ...anEvent(), type })
const idsFor = (event: SecurityEvent, webhooks: WebhookRow[]) => match(event, webhooks).map(({ id }) => id)

test('a webhook gets the types it wants and no other', () => {
  const webhooks = eventTypes.map((type) => wanting(type, [type]))
  for (const type of eventTypes) expect(idsFor(ofType(type), webhooks)).toEqual([type])
})

test('every webhook that wants a type gets it, in their order; a disabled one too', () => {
  const webhooks = [
    wanting('b', ['agent.offline', 'agent.online']),
    wanting('c', ['security.high']),
    wanting('a', ['agent.online'], true),
  ]
  expect(idsFor(ofType('agent.online'), webhooks)).toEqual(['b', 'a'])
})

test('without webhooks nobody gets it', () => expect(idsFor(anEvent(), [])).toEqual([]))

test('of its types, it gets those its filter lets through; a disabled one too', () => {
  const webhooks = [
    filtering('all', null),
    filtering('finance', { op: 'contains', path: 'host', value: 'fin' }),
    filtering('not finance', { op: 'not', of: { op: 'contains', path: 'host', value: 'fin' } }),
    filtering('off', { op: 'severity', atLeast: 'high' }, true),
  ]
  const about = (name: string) => anEvent({ agent: { name } })
  expect(idsFor(about('WIN-FIN-07'), webhooks)).toEqual(['all', 'finance', 'off'])
  expect(idsFor(about('WIN-HR-01'), webhooks)).toEqual(['all', 'not finance', 'off'])
  expect(idsFor({ ...about('WIN-FIN-07'), type: 'agent.online' }, webhooks)).toEqual([])
})

test('a filter that can not be read keeps nothing back', () => {
  const broken: StoredFilter[] = [
    { op: 'unreadable' },
    { op: 'cidr', path: 'host', network: 'nowhere/8' },
    { op: 'later' } as never,
  ]
  const webhooks = broken.map((filter, index) => filtering(`${index}`, filter))
  expect(idsFor(anEvent(), webhooks)).toEqual(['0', '1', '2'])
})

test('a filter that throws at an event keeps it back as little', () => {
  const data = Object.defineProperty({ ...anEvent().data }, 'agent', {
    enumerable: true,
    get: () => {
      throw new Error('torn')
    },
  })
  expect(idsFor({ ...anEvent(), data }, [filtering('a', { op: 'equals', path: 'host', value: 'x' })])).toEqual(['a'])
})

test('each filter is read once, however many events there are', () => {
  let reads = 0
  const filter = {
    get op(): 'severity' {
      reads += 1
      return 'severity'
    },
    atLeast: 'high' as const,
  }
  const webhooks = [filtering('a', filter)]
  idsFor(anEvent(), webhooks)
  const first = reads
  for (let count = 0; count < 100; count += 1) idsFor(anEvent(), webhooks)
  expect([first > 0, reads]).toEqual([true, first])
})
