import { expect, test } from 'vitest'
import {
  askedBy,
  eventOptions,
  firstChoice,
} from '../../../../../renderer/screens/webhooks/form/template/event-choices.ts'
import { sampleEvents } from '../../../support/sample-events.ts'

const byId = (count: number) => Object.fromEntries(sampleEvents(Date.now(), count).map((row) => [row.id, row]))
const labels = (...given: Parameters<typeof eventOptions>) => eventOptions(...given).map(({ label }) => label)

test('a template is tried with the newest event its webhook would have been sent', () => {
  expect(firstChoice(byId(12), ['agent.online'])).toBe('event evt_000009')
  expect(firstChoice(byId(12), [])).toBe('event evt_000012')
})

test('before there is one, with a sample of the first type it wants', () => {
  expect(firstChoice({}, ['agent.online', 'security.high'])).toBe('sample agent.online')
  expect(firstChoice({}, [])).toBe('sample security.critical')
  expect(firstChoice(byId(2), ['agent.online'])).toBe('sample agent.online')
})

test('the newest events are offered, newest first, then a sample of each type', () => {
  const options = eventOptions(byId(40), 'sample agent.online')
  expect(options.slice(0, 2).map(({ value }) => value)).toEqual(['event evt_000040', 'event evt_000039'])
  expect(options).toHaveLength(15 + 5)
  expect(options.at(-1)).toEqual({ value: 'sample alert.triggered', label: 'Sample: Alert Triggered' })
})

test('what is chosen stays to be chosen, however many events have come in since', () => {
  expect(eventOptions(byId(40), 'event evt_000003').map(({ value }) => value)).toContain('event evt_000003')
  expect(labels(byId(2), 'event evt_long_gone')).toContain('An older event')
})

test('an event is named by its time and title, without what can’t be seen', () => {
  const [row] = sampleEvents(Date.UTC(2026, 10, 24, 9, 30), 1)
  const [label] = labels({ a: { ...row!, title: 'exe\u202Egpj' } }, 'sample agent.online')
  expect(label).toMatch(/^24 Nov 2026, \d\d:\d\d · exe⟨U\+202E⟩gpj$/)
})

test('main is asked for an event by its id, for a sample by its type', () => {
  expect(askedBy('event evt_1')).toEqual({ eventId: 'evt_1' })
  expect(askedBy('sample agent.offline')).toEqual({ eventId: null, sample: 'agent.offline' })
})
