import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { zapier } from '../../../main/receivers/zapier.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes } from '../../../preload/contract/event.ts'
import { anEvent } from '../engine/samples.ts'

const recognise = (url: string) => zapier.recognise(new URL(url))

describe('the URL', () => {
  test.for([
    'https://hooks.zapier.com/hooks/catch/1234567/3abcde1/',
    'https://hooks.zapier.com/hooks/catch/1234567/abcdef',
    'https://hooks.zapier.com/hooks/catch/oabcde/',
    'https://hooks.zapier.com/hooks/standard/1234567/3abcde1/',
    'https://hooks.zapier.com/hooks/catch/1234567/3abcde1/silent/?a=1',
  ])('%s is Zapier’s, and shows nothing of its account and hook', (url) => {
    expect(recognise(url)).toEqual({ kind: 'fits', url, fields: {} })
    const shown = zapier.mask(new URL(url))
    expect(shown).toMatch(/^https:\/\/hooks\.zapier\.com\/hooks\/(catch|standard)\/••••/)
    expect(shown).not.toMatch(/1234567|abcde|=1/)
  })
  test.for([
    'https://zapier.com/hooks/catch/1234567/3abcde1/',
    'https://hooks.zapier.com/',
    'https://hooks.zapier.com/hooks/catch/1234567/3abcde1/more/parts',
  ])('%s is none of it', (url) => expect(recognise(url)).toBeNull())
})

describe('the body', () => {
  test.for(eventTypes)('of %s is one flat object without nulls', (type) => {
    const { data } = sampleOf(type, false)
    const { body } = renderBody(zapier, null, { ...anEvent(), type, data: { ...data, none: null } }, {})
    const sent = JSON.parse(body)
    expect(sent).toMatchObject({ id: 'evt_1', type, severity: data.severity, title: data.title, test: false })
    expect(Object.values(sent).filter((value) => typeof value === 'object')).toEqual([])
    if (type === 'agent.offline') expect(sent).toMatchObject({ agent_ip: '10.20.30.41' })
  })
})

describe('the answer', () => {
  const judged = (status: number, body: string) => judge(zapier, { status, headers: [], body }, {})
  test('is a yes with success, or with nothing at a silent hook', () => {
    expect(judged(200, '{"status":"success"}')?.code).toBe('queued')
    expect(judged(200, '')?.code).toBe('queued')
    expect(judged(200, '<html></html>')?.code).toBe('refused')
    expect(judged(200, '{"status":"error"}')).toMatchObject({ code: 'refused', said: 'error' })
    expect(judged(500, '{"status":"success"}')).toBeNull()
  })
})
