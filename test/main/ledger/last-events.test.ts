import { expect, test } from 'vitest'
import { eventTypes } from '../../../preload/contract/event.ts'
import { addEvent, openSample } from './open-sample.ts'

test('the last events are those of the types asked for, the newest first', () => {
  using sample = openSample()
  const { ledger } = sample
  for (let round = 0; round < 4; round += 1) for (const type of eventTypes) addEvent(ledger, `${type} ${round}`, type)
  const idsOf = (...asked: Parameters<typeof ledger.events.last>) => ledger.events.last(...asked).map(({ id }) => id)
  expect(idsOf(['agent.offline'], 2)).toEqual(['agent.offline 3', 'agent.offline 2'])
  expect(idsOf(['security.critical', 'agent.online'], 3)).toEqual([
    'agent.online 3',
    'security.critical 3',
    'agent.online 2',
  ])
  expect(idsOf(['agent.online'], 50)).toHaveLength(4)
  expect(idsOf([], 50)).toEqual([])
})

test('one that can not be read is left out', () => {
  using sample = openSample()
  addEvent(sample.ledger, 'good')
  addEvent(sample.ledger, 'bad')
  sample.outside.exec(`UPDATE event SET data = '{' WHERE id = 'bad'`)
  expect(sample.ledger.events.last(['security.critical'], 50).map(({ id }) => id)).toEqual(['good'])
  expect(sample.unreadable).toHaveLength(1)
})

test('they are found by an index, not by reading through all events', () => {
  using sample = openSample()
  const plan = sample.outside.prepare(
    'EXPLAIN QUERY PLAN SELECT seq FROM event WHERE type = ? ORDER BY seq DESC LIMIT ?',
  )
  const steps = plan.all('agent.online', 50).map(({ detail }) => String(detail))
  expect(steps).toEqual([expect.stringContaining('SEARCH event USING COVERING INDEX event_of_type')])
})
