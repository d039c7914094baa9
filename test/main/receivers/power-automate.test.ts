import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { powerAutomate } from '../../../main/receivers/power-automate.ts'
import { renderBody } from '../../../main/templates/body.ts'
import type { SecurityEvent } from '../../../preload/contract/event.ts'
import { anEvent } from '../engine/samples.ts'

const bodyOf = (event: SecurityEvent) => JSON.parse(renderBody(powerAutomate, null, event, { token: '' }).body)

describe('the body', () => {
  test('has the parts and the texts of the sample payload, and all of the data as it came', () => {
    const { data } = sampleOf('security.critical', false)
    const step = powerAutomate.setUp.find((text) => text.includes('sample payload'))!
    const sample = JSON.parse(step.slice(step.indexOf('{')))
    const sent = bodyOf({ ...anEvent(), id: sample.id, data })
    expect(sent).toEqual({ ...sample, data })
  })
  test('has no null, however deep', () => {
    const sent = bodyOf(anEvent({ user: null, agent: { name: null, tags: [null, { a: null }] }, link: null }))
    expect(JSON.stringify(sent)).not.toContain('null')
    expect(sent.data).toEqual({ severity: 'critical', title: 'Credential dumping', agent: { tags: [{}] } })
  })
})

describe('the token', () => {
  const check = (token: string) => powerAutomate.fields[0]?.check?.(token) ?? null
  test('is sent as a Bearer', () => {
    expect(check('eyJ.a.b')).toBeNull()
    expect(powerAutomate.credentials({ token: 'eyJ.a.b' })).toEqual([['authorization', 'Bearer eyJ.a.b']])
  })
  test.for(['Bearer eyJ.a.b', 'eyJ.a b', 'eyJ.\u2026'])('%s is none: what to paste is said at its field', (token) => {
    expect(check(token)).not.toBeNull()
  })
  test('is not asked for at an own gateway', () => {
    expect(powerAutomate.check({ token: '' }, new URL('https://gateway.example/flow'))).toEqual({})
  })
})

describe('the answer', () => {
  const judged = (status: number, body: string) => judge(powerAutomate, { status, headers: [], body }, { token: '' })
  test('202 is taken, not yet done; what a Response step says is what the status says', () => {
    expect(judged(202, '')).toMatchObject({ code: 'queued' })
    expect(judged(200, '{"ok":1}')).toBeNull()
  })
  test('tells apart a token that is missing and one that is too much', () => {
    const said = (message: string) =>
      judged(401, JSON.stringify({ error: { code: 'DirectApiAuthorizationRequired', message } }))?.reason
    expect(said('The OAuth authorization scheme is required.')).toBe('OAuthRequired')
    expect(said('must be authenticated only by Shared Access scheme.')).toBe('DirectApiAuthorizationRequired')
  })
  test('is known by its code where it was cut', () => {
    const cut = '{"error":{"code":"TriggerInputSchemaMismatch","message":"The input body for trig'
    expect(judged(400, cut)).toMatchObject({ code: 'bad_request', reason: 'TriggerInputSchemaMismatch' })
  })
})
