import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeId } from '../../../main/engine/ids.ts'
import { sampleOf } from '../../../main/engine/sample.ts'
import { receivers } from '../../../main/receivers/index.ts'
import { judge } from '../../../main/receivers/judge.ts'
import type { Receiver, Values } from '../../../main/receivers/receiver.ts'
import { isAsked, valuesOf } from '../../../main/receivers/values.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { receiverKinds } from '../../../preload/contract/receiver.ts'

const all: Receiver[] = receiverKinds.map((kind) => receivers[kind])

/** Each way its choices can be made, with something entered wherever it asks. */
function variantsOf(receiver: Receiver): Values[] {
  const chosen = receiver.fields.reduce<Record<string, string>[]>(
    (before, field) =>
      field.kind === 'choice'
        ? before.flatMap((values) => field.options.map(({ value }) => ({ ...values, [field.name]: value })))
        : before,
    [{}],
  )
  return chosen.map((choices) => {
    const entered = receiver.fields.map((field) => [field.name, choices[field.name] ?? (field.initial || 'SEC')])
    return valuesOf(receiver, Object.fromEntries(entered))
  })
}

const eventOf = (data: SecurityEvent['data'], id = makeId('evt', 0)): SecurityEvent => ({
  id,
  type: 'security.critical',
  timestamp: '2026-11-23T10:42:17.123Z',
  data,
})

/** What the receiver reads out of a body; throws where it could not. */
function read(contentType: string, body: string): unknown {
  if (contentType === 'application/json') return JSON.parse(body)
  if (contentType === 'application/x-ndjson') {
    expect(body.endsWith('\n')).toBe(true)
    return body
      .slice(0, -1)
      .split('\n')
      .map((line): unknown => JSON.parse(line))
  }
  expect(contentType).toMatch(/^text\/plain/)
  expect(body).not.toMatch(/[\r\n]/)
  return body
}

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).some(hasNull))

const awkward = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('{{ data.title }}', '"}],"x":["', '<!channel>', '@here', '|=\t\r\n', '\u0000\u001f', '\ud800', '\\'),
  fc.nat(1_000_000).map((length) => 'ü'.repeat(length)),
)
const data = fc
  .record(
    {
      severity: fc.constantFrom('critical', 'high', 'medium', 'low', 'info'),
      title: awkward.map((text) => text || 'x'),
      description: awkward,
      agent: fc.record({ id: awkward, name: awkward, ip: awkward, os: awkward }, { requiredKeys: [] }),
      user: fc.record({ name: awkward }),
      network: fc.record({ source_ip: awkward, destination_ip: awkward }, { requiredKeys: [] }),
      rule: fc.record({ id: awkward, name: awkward }, { requiredKeys: [] }),
      mitre: fc.record({ tactic_id: awkward, technique_id: awkward, technique: awkward }, { requiredKeys: [] }),
      link: fc.oneof(awkward, fc.webUrl()),
      other: fc.jsonValue(),
    },
    { requiredKeys: ['severity', 'title'] },
  )
  .map((given) => given as SecurityEvent['data'])

describe.for(all.map((receiver) => [receiver.kind, receiver] as const))('%s', ([, receiver]) => {
  test('asks for at most three values beside the URL, however its choices are made', () => {
    for (const values of variantsOf(receiver)) {
      const asked = receiver.fields.filter((field) => field.kind !== 'choice' && field.required && field.initial === '')
      expect(asked.filter((field) => isAsked(field, values)).length).toBeLessThanOrEqual(3)
    }
  })
  test('names each field once, and says of each where its value is found', () => {
    const names = receiver.fields.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { when, hint, label } of receiver.fields) {
      expect(hint).not.toBe('')
      expect(label).not.toBe('')
      for (const other of Object.keys(when)) expect(names).toContain(other)
    }
  })
  test('judges each answer it is known to give by the rule that is about it', () => {
    for (const { reason, outcome, sample } of receiver.answers) {
      const answer = { ...sample, headers: Object.entries(sample.headers ?? {}) }
      const judged = judge(receiver, answer, valuesOf(receiver, sample.values ?? {}))
      expect([reason, judged]).toMatchObject([reason, { reason, code: outcome }])
    }
    const reasons = receiver.answers.map(({ reason }) => reason)
    expect(new Set(reasons).size).toBe(reasons.length)
  })
  test('is sent the title and the id of each of the five kinds of event', () => {
    for (const values of variantsOf(receiver)) {
      for (const type of eventTypes) {
        const event = { ...eventOf(sampleOf(type, false).data), type }
        const { contentType, body } = renderBody(receiver, null, event, values)
        read(contentType, body)
        expect(body).toContain(event.id)
        expect(body).toMatch(/WIN-FIN-07|5 failed sign-ins/)
      }
    }
  })
  test('is sent a body it can read, of a size it takes, whatever is in the event', () => {
    for (const values of variantsOf(receiver)) {
      fc.assert(
        fc.property(data, (given) => {
          const event = eventOf(given)
          const { contentType, body } = renderBody(receiver, null, event, values)
          const seen = read(contentType, body)
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(receiver.limits.bytes)
          expect(body).toContain(event.id)
          if (!receiver.takesNull) expect(hasNull(seen)).toBe(false)
        }),
        { numRuns: 25 },
      )
    }
  })
})

// What an endpoint of one's own answers, nobody else knows.
test.for(all.filter(({ kind }) => kind !== 'custom'))('no web page says that $name has the event', (receiver) => {
  const headers: [string, string][] = [['Content-Type', 'text/html; charset=utf-8']]
  for (const values of variantsOf(receiver)) {
    const page = { status: 200, headers, body: '<!DOCTYPE html><html><title>Sign in</title></html>' }
    expect([values, judge(receiver, page, values)?.code]).toEqual([values, 'refused'])
    expect([values, judge(receiver, { ...page, headers: [] }, values)?.code]).toEqual([values, 'refused'])
  }
})
