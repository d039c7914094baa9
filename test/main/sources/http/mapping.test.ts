import { expect, test } from 'vitest'
import type { Sighting } from '../../../../main/engine/observe.ts'
import { presets } from '../../../../main/mapping/presets.ts'
import { mappingPresets, type MappingPreset } from '../../../../preload/contract/mapping.ts'
import { mappingSamples } from '../../../../preload/contract/mapping-samples.ts'
import { turnOn } from '../../../support/http-source.ts'
import { openWorkstation } from '../../../support/workstation.ts'

const saidBy = ({ body }: { body: string }) => JSON.parse(body)
const isLines = (preset: MappingPreset) => presets[preset].format !== 'json'
const title = 'Credential dumping detected on WIN-FIN-07'

test.for(mappingPresets)('with the mapping %s an event in that shape is taken in as a critical one', async (preset) => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources(), { mapping: presets[preset] })
  const type = isLines(preset) ? 'text/plain; charset=utf-8' : 'application/json'
  const answer = await source.postText('/v1/events', type, mappingSamples[preset])
  expect([answer.status, saidBy(answer)]).toMatchObject([202, { accepted: 1, refused: 0 }])
  const [event] = await station.call('events.page', {})
  expect(event).toMatchObject({ type: 'security.critical', source: 'http', title, subject: 'WIN-FIN-07' })
})

test.for(mappingPresets)('with the mapping %s each request the document shows is accepted', async (preset) => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources(), { mapping: presets[preset] })
  const { content } = saidBy(await source.ask('/v1/openapi.json', { method: 'GET' })).paths['/v1/events'].post
    .requestBody as { content: Record<string, { example?: string; examples?: Record<string, { value: unknown }> }> }
  expect(Object.keys(content)).toEqual(isLines(preset) ? ['text/plain'] : ['application/json', 'application/x-ndjson'])
  for (const [type, { example, examples = {} }] of Object.entries(content))
    for (const text of example === undefined
      ? Object.values(examples).map(({ value }) => JSON.stringify(value))
      : [example]) {
      const answer = await source.postText('/v1/events', type, text)
      expect([text, answer.status, saidBy(answer).refused]).toEqual([text, 202, 0])
    }
})

test('of a mapped batch what is right is kept, and each wrong field is named by its path', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources(), { mapping: presets.plain })
  const right = { level: 'high', message: title }
  const answer = await source.post('/v1/events', [right, { level: 'loud', message: 'T' }, { level: 'low' }, 'text'])
  expect(answer.status).toBe(400)
  expect(saidBy(answer)).toMatchObject({
    accepted: 1,
    refused: 3,
    errors: [
      { index: 1, path: 'data.severity', message: expect.stringContaining('level is loud') },
      { index: 2, path: 'data.title', message: expect.stringContaining('message is there') },
      { index: 3, path: '', message: expect.stringContaining('no object') },
    ],
  })
  expect(station.sources().http.view()).toMatchObject({ counters: { accepted: 1, refused: 3 } })
})

test('one CEF line in a batch that can’t be read costs only itself', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources(), { mapping: presets.cef })
  const lines = `${mappingSamples.cef}\r\n\nnot CEF\n${mappingSamples.cef.replace('|10|', '|7|')}\n`
  const answer = await source.postText('/v1/events', 'text/plain', lines)
  expect(answer.status).toBe(400)
  expect(saidBy(answer)).toMatchObject({ accepted: 2, errors: [{ index: 1, path: '' }] })
  const types = (await station.call('events.page', {})).map(({ type }) => type)
  expect(types.toSorted()).toEqual(['security.critical', 'security.high'])
})

test('what a mapping makes too mild for an event only feeds rules', async () => {
  const seen: Sighting[] = []
  const observers = [(_touched: unknown, sighting: Sighting) => (seen.push(sighting), [])]
  await using station = await openWorkstation({ observers })
  const source = await turnOn(station.sources(), { mapping: presets.plain })
  const answer = await source.post('/v1/events', { severity: 'low', title: 'T' })
  expect(saidBy(answer)).toMatchObject({ accepted: 1, events: [{ state: 'observed' }] })
  expect(seen).toMatchObject([{ kind: 'finding', source: 'http', event: { data: { severity: 'low', title: 'T' } } }])
  expect(await station.call('events.page', {})).toEqual([])
})

test('a sender is told which type of content its mapping needs', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources(), { mapping: presets.leef })
  const answer = await source.post('/v1/events', {})
  expect([answer.status, answer.headers['accept']]).toEqual([415, 'text/plain'])
  expect(saidBy(answer).detail).toContain('text/plain')
})

test('SECURITY: where text/plain is taken, which any page may send, a page and who has no token are kept out as ever', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources(), { mapping: presets.cef })
  const send = (headers: Record<string, string>) =>
    source.ask('/v1/events', { body: mappingSamples.cef, headers: { 'content-type': 'text/plain', ...headers } })
  const authorization = `Bearer ${source.token}`
  expect((await send({})).status).toBe(401)
  for (const page of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])
    expect((await send({ authorization, ...page })).status).toBe(403)
  expect((await source.postText('/v1/findings', 'text/plain', '{}')).status).toBe(415)
  expect(await station.call('events.page', {})).toEqual([])
})

test('another mapping counts from the next request on, on the same port, and for events only', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const own = { type: 'security.high', data: { severity: 'high', title: 'T' } }
  const { port } = source
  const follow = (preset: MappingPreset | null) =>
    station.sources().http.follow({ on: true, port: 0, tls: true, mapping: preset && presets[preset] })
  expect((await source.post('/v1/events', own)).status).toBe(202)
  follow('ecs')
  expect((await source.post('/v1/events', own)).status).toBe(400)
  expect((await source.postText('/v1/events', 'application/json', mappingSamples.ecs)).status).toBe(202)
  expect((await source.post('/v1/findings', { data: own.data })).status).toBe(202)
  follow(null)
  expect((await source.post('/v1/events', own)).status).toBe(202)
  expect(station.sources().http.view()).toMatchObject({ state: 'on', url: `https://127.0.0.1:${port}` })
})
