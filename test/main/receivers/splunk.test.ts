import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { sampleOf } from '../../../main/engine/sample.ts'
import { judge } from '../../../main/receivers/judge.ts'
import { splunk } from '../../../main/receivers/splunk.ts'
import { valuesOf } from '../../../main/receivers/values.ts'
import { renderBody } from '../../../main/templates/body.ts'
import { eventTypes, type SecurityEvent } from '../../../preload/contract/event.ts'
import { openReceiver } from '../../support/receiver.ts'
import { simulateSplunk } from '../../support/receivers/splunk.ts'
import { anEvent } from '../engine/samples.ts'

const token = 'b0221cd8-c4b4-465a-9a3c-273e3a75aa29'
const values = (entered: Record<string, string> = {}) => valuesOf(splunk, { token, ...entered }) as never
const render = (event: SecurityEvent, entered?: Record<string, string>) =>
  renderBody(splunk, null, event, values(entered))
const envelopeOf = (event: SecurityEvent, entered?: Record<string, string>) =>
  JSON.parse(render(event, entered).body) as Record<string, unknown>
const recognise = (url: string) => splunk.recognise(new URL(url))

describe('the URL', () => {
  test.for([
    ['https://http-inputs-acme.splunkcloud.com/', 'https://http-inputs-acme.splunkcloud.com/services/collector/event'],
    ['https://http-inputs.acme.splunkcloud.com', 'https://http-inputs.acme.splunkcloud.com/services/collector/event'],
    [
      'https://http-inputs.acme.splunkcloudgc.com',
      'https://http-inputs.acme.splunkcloudgc.com/services/collector/event',
    ],
    ['https://acme.splunkcloud.com:8088', 'https://acme.splunkcloud.com:8088/services/collector/event'],
    ['https://10.0.0.5:8088/', 'https://10.0.0.5:8088/services/collector/event'],
    ['https://h.example/services/collector', 'https://h.example/services/collector/event'],
    ['https://h.example/services/collector/event', 'https://h.example/services/collector/event'],
    ['https://h.example/services/collector/event/1.0', 'https://h.example/services/collector/event/1.0'],
    ['https://h.example/services/collector/raw', 'https://h.example/services/collector/event'],
    ['https://h.example/services/collector/raw/1.0/', 'https://h.example/services/collector/event/1.0'],
    ['https://h.example/services/collector/health', 'https://h.example/services/collector/event'],
    ['https://proxy.example/splunk/services/collector', 'https://proxy.example/splunk/services/collector/event'],
  ])('%s is completed to the event collector', ([pasted, url]) => {
    expect(recognise(pasted!)).toEqual({ kind: 'fits', url, fields: {} })
  })
  test.for([
    'https://h.example/',
    'https://splunk.example.com:8000/en-US/app',
    'https://h.example/services/search/jobs',
  ])('%s is none of it', (url) => expect(recognise(url)).toBeNull())
  test('a token in it becomes the token, because Splunk refuses it there', () => {
    const fits = recognise(`https://h.example/services/collector?token=${token}&channel=x`)
    expect(fits).toEqual({
      kind: 'fits',
      url: 'https://h.example/services/collector/event?channel=x',
      fields: { token },
    })
    const url = new URL(`https://h.example/hec?token=${token}`)
    expect(splunk.check(values(), url)).toHaveProperty('token')
    expect(splunk.mask(url)).toBe('https://h.example/hec?token=••••')
  })
  test('is shown whole where nothing in it is secret', () => {
    const url = 'https://h.example/services/collector/event/1.0'
    expect(splunk.mask(new URL(url))).toBe(url)
  })
})

describe('the body', () => {
  test('is the envelope: time in seconds with ms, host, source, source type, the event whole, flat fields', () => {
    const event = anEvent({ agent: { name: 'WIN-FIN-07' }, mitre: { technique_id: 'T1003.001' }, own: { deep: [1] } })
    expect(envelopeOf(event)).toEqual({
      time: 1795430537.123,
      host: 'WIN-FIN-07',
      source: 'Castellan Webhooks',
      sourcetype: 'castellan:event',
      event: { id: 'evt_1', type: 'security.critical', timestamp: event.timestamp, ...event.data },
      fields: {
        event_id: 'evt_1',
        event_type: 'security.critical',
        severity: 'critical',
        mitre_technique: 'T1003.001',
      },
    })
  })
  test.for(eventTypes)('of %s is one Splunk takes, with what the event has', (type) => {
    const { answer, taken } = simulateSplunk()
    const event = { ...anEvent(), ...sampleOf(type, true) }
    const { body, contentType } = render(event)
    expect(contentType).toBe('application/json')
    expect(ask(answer, body).status).toBe(200)
    expect(taken[0]).toMatchObject({ event: { ...event.data, test: true }, fields: { event_type: type } })
    expect('host' in taken[0]!).toBe('agent' in event.data)
  })
  test.for(['1970-01-01T00:00:00.001Z', '2026-11-23T10:42:17Z', '9999-12-31T23:59:59.999Z'])(
    'has no exponent in the time of %s',
    (timestamp) => expect(render({ ...anEvent(), timestamp }).body).toMatch(/"time":\d+(\.\d{1,3})?,/),
  )
  test('names an index only where one is entered', () => {
    expect(envelopeOf(anEvent())).not.toHaveProperty('index')
    expect(envelopeOf(anEvent(), { index: 'security' })).toMatchObject({ index: 'security' })
  })
  test('sends the channel as a header, only where one is entered', () => {
    const channel = '7b1f6a52-9d43-4f0e-8a31-0c2b5d9e7f10'
    expect(splunk.headers(values(), 'dlv_1')).toEqual([])
    expect(splunk.headers(values({ channel }), 'dlv_1')).toEqual([['x-splunk-request-channel', channel]])
  })
  test('fields stay flat whatever the event holds', () => {
    const { answer } = simulateSplunk()
    const event = anEvent({ agent: { name: { nested: 1 } }, mitre: { technique_id: ['T1', null] } })
    expect(ask(answer, render(event).body).status).toBe(200)
  })
  test('control characters are replaced, line breaks and tabs are not', () => {
    expect(envelopeOf(anEvent({ title: 'a\u0000b\u001b[31m\r\nc\td\u0085' }))).toMatchObject({
      event: { title: 'a\ufffdb\ufffd[31m\nc\td\ufffd' },
    })
  })
})

test('the token goes in a header as Splunk writes it, and nowhere else', () => {
  expect(splunk.credentials(values())).toEqual([['authorization', `Splunk ${token}`]])
  const field = splunk.fields.find(({ name }) => name === 'token')!
  expect(field.check!(token)).toBeNull()
  expect(field.check!(`Splunk ${token}`)).toContain('without the word Splunk')
})

test('a channel is a GUID', () => {
  const { check } = splunk.fields.find(({ name }) => name === 'channel')!
  expect(check!('7b1f6a52-9d43-4f0e-8a31-0c2b5d9e7f10')).toBeNull()
  expect(check!('mine')).toContain('GUID')
})

describe('the answers', () => {
  test('each code from 0 to 27 has its meaning; only 0, 24 and 25 are a delivery', () => {
    const accepted = []
    for (let code = 0; code <= 27; code += 1) {
      const rule = splunk.answers.find(({ reason }) => reason === (code === 17 ? 'health' : `code_${code}`))!
      const judged = judge(splunk, { ...rule.sample, headers: [] }, values())!
      if (judged.code === 'accepted') accepted.push(code)
    }
    expect(accepted).toEqual([0, 24, 25])
  })
  test('code 0 is no delivery where the status is none', () => {
    expect(judge(splunk, { status: 500, headers: [], body: '{"text":"Success","code":0}' }, values())).toBeNull()
  })
  test('a page, an empty body and other JSON are no delivery', () => {
    for (const body of ['<html>', '', '{"ok":true}', '[]', 'null'])
      expect(judge(splunk, { status: 200, headers: [], body }, values())).toMatchObject({
        code: 'refused',
        reason: 'no_collector',
      })
  })
})

describe("Splunk's own client", () => {
  type Logger = {
    send(context: object, done: (error: unknown, response: unknown, body: unknown) => void): void
  }
  // It comes as CommonJS without types.
  const require = createRequire(import.meta.url)
  const { Logger } = require('splunk-logging') as { Logger: new (config: object) => Logger }

  test('sends the same header and the same keys, and the simulator takes what it sends', async () => {
    await using receiver = await openReceiver()
    const { answer, taken } = simulateSplunk()
    receiver.simulate(answer)
    const logger = new Logger({ token, url: `https://127.0.0.1:${receiver.port}` })
    const ours = envelopeOf(anEvent({ agent: { name: 'WIN-FIN-07' } }), { index: 'main' })
    const { event, fields: _fields, ...metadata } = ours
    const { promise, resolve } = Promise.withResolvers<unknown>()
    logger.send({ message: event, metadata }, (_error, _response, body) => resolve(body))
    expect(await promise).toEqual({ text: 'Success', code: 0 })
    const [theirs] = receiver.requests
    expect(theirs!.headers.authorization).toBe(splunk.credentials(values())[0]![1])
    expect(recognise(`https://h.example${theirs!.path}`)).toMatchObject({ url: `https://h.example${theirs!.path}` })
    const { fields: _ours, ...same } = ours
    expect(taken).toEqual([
      // It writes the time as a text, and puts the event beside a severity of its own.
      { ...same, time: '1795430537.123', event: { message: event, severity: 'info' } },
    ])
  })
})

function ask(answer: ReturnType<typeof simulateSplunk>['answer'], body: string) {
  const headers = Object.fromEntries(splunk.credentials(values()))
  const bytes = Buffer.from(body)
  return answer({ method: 'POST', path: '/services/collector/event', headers, body, bytes } as never)
}
