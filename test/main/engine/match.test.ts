import { expect, test } from 'vitest'
import { match } from '../../../main/engine/match.ts'
import { eventTypes, type EventType } from '../../../preload/contract/event.ts'
import { aWebhook } from './samples.ts'

const wanting = (id: string, events: EventType[], disabled = false) =>
  aWebhook({ id, definition: { events }, row: { disabled_at: disabled ? 1 : null } })

test('a webhook gets the types it wants and no other', () => {
  const webhooks = eventTypes.map((type) => wanting(type, [type]))
  for (const type of eventTypes) expect(match({ type }, webhooks).map(({ id }) => id)).toEqual([type])
})

test('every webhook that wants a type gets it, in their order; a disabled one too', () => {
  const webhooks = [
    wanting('b', ['agent.offline', 'agent.online']),
    wanting('c', ['security.high']),
    wanting('a', ['agent.online'], true),
  ]
  expect(match({ type: 'agent.online' }, webhooks).map(({ id }) => id)).toEqual(['b', 'a'])
})

test('without webhooks nobody gets it', () => expect(match({ type: 'agent.online' }, [])).toEqual([]))
