import { expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { eventTypes } from '../../../preload/contract/event.ts'
import { receiverKinds } from '../../../preload/contract/receiver.ts'
import { openWorkstation } from './ask.ts'

const given = { receiver: 'custom', fields: {}, template: null, eventId: null } as const

test.for([...receiverKinds])('the own body of %s can be looked at, and edited from there', async (receiver) => {
  await using station = await openWorkstation()
  const own = await station.call('templates.preview', { ...given, receiver })
  expect(own).toMatchObject({ problems: [], shortened: false, body: expect.stringContaining('Credential dumping') })
  expect(own.bytes).toBe(Buffer.byteLength(own.body ?? ''))
  expect(own.bytes).toBeLessThanOrEqual(own.mostBytes)
  const edited = await station.call('templates.preview', { ...given, receiver, template: own.template })
  expect({ ...edited, problems: edited.problems.filter(({ severity }) => severity === 'error') }).toEqual(own)
})

test('an event of the ledger can be chosen', async () => {
  await using station = await openWorkstation()
  const data = { severity: 'low', title: 'WIN-FIN-07 is back', site: { room: 3 } } as const
  const { id } = await station.call('events.fire', { type: 'agent.online', data })
  const template = '{ "id": "{{ id }}", "what": "{{ data.title }} ({{ type_name }})", "room": "{{ data.site.room }}" }'
  expect(await station.call('templates.preview', { ...given, template, eventId: id })).toMatchObject({
    template,
    problems: [],
    body: `{"id":"${id}","what":"WIN-FIN-07 is back (Agent Online)","room":3}`,
    contentType: 'application/json',
  })
})

test.for([...eventTypes])('so can a sample of %s', async (sample) => {
  await using station = await openWorkstation()
  const template = '{ "type": "{{ type }}", "title": "{{ data.title }}" }'
  const { body } = await station.call('templates.preview', { ...given, template, sample })
  expect(JSON.parse(body ?? '')).toEqual({ type: sample, title: sampleOf(sample, false).data.title })
})

test('one that is gone is refused', async () => {
  await using station = await openWorkstation()
  const reply = await station.ask('templates.preview', { ...given, eventId: 'evt_gone' })
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'missing' } })
})

test('a mistake is told at its line, and nothing is rendered', async () => {
  await using station = await openWorkstation()
  const preview = await station.call('templates.preview', { ...given, template: '{\n "a": "{{ id | uper }}" }' })
  expect(preview).toMatchObject({ problems: [{ severity: 'error', line: 2, column: 16 }], body: null, bytes: 0 })
})

test('a path that no event has is only warned of', async () => {
  await using station = await openWorkstation()
  const preview = await station.call('templates.preview', { ...given, template: '["{{ data.agnt.name }}", 1]' })
  expect(preview).toMatchObject({ problems: [{ severity: 'warning', line: 1, column: 6 }], body: '[1]' })
})

test('a template too large for its receiver whatever the event is told as such', async () => {
  await using station = await openWorkstation()
  const template = JSON.stringify({ text: 'x'.repeat(60_000) })
  const preview = await station.call('templates.preview', { ...given, receiver: 'teams', template })
  expect(preview).toMatchObject({
    problems: [{ severity: 'error', message: expect.stringMatching(/bytes/) }],
    body: null,
  })
})
