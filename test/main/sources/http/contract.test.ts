import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { openHttpSource } from '../../../../main/sources/http/source.ts'
import { type Answered, turnOn, type TurnedOn } from '../../../support/http-source.ts'
import { makeFakeClock } from '../../../support/fake-clock.ts'
import { makeTempDir } from '../../../support/temp-dir.ts'
import { openWorkstation } from '../../../support/workstation.ts'

type Content = Record<string, { schema: object; example?: string; examples?: Record<string, { value: unknown }> }>
type Operation = {
  requestBody?: { content: Content }
  responses: Record<string, { headers?: Record<string, object>; content: Content }>
}
type Openapi = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: object } }

const full = { type: 'security.critical', data: { severity: 'critical', title: 'T' } }
const bodies: Record<string, object> = {
  '/v1/events': full,
  '/v1/findings': { data: full.data },
  '/v1/agents/{id}/heartbeat': {},
}
const pathOf = (template: string) => template.replace('{id}', 'agt-7f3c91')
const known = { '/v1/events': { id: 'k', ...full }, '/v1/findings': { id: 'k', data: full.data } } as Record<
  string,
  object
>

/** How to get each documented answer of a path that is posted to. */
const scenes: Record<string, (source: TurnedOn, template: string) => Promise<Answered>> = {
  '200': async (source, template) => {
    await source.post(pathOf(template), known[template])
    return source.post(pathOf(template), known[template])
  },
  '202': (source, template) => source.post(pathOf(template), bodies[template]),
  '400': (source, template) => source.post(pathOf(template), { wrong: true }),
  '401': (source, template) => source.post(pathOf(template), bodies[template], { authorization: 'Bearer no' }),
  '403': (source, template) => source.post(pathOf(template), bodies[template], { origin: 'https://evil.example' }),
  '405': (source, template) =>
    source.ask(pathOf(template), { method: 'PUT', headers: { authorization: `Bearer ${source.token}` } }),
  '413': (source, template) => source.post(pathOf(template), { data: 'x'.repeat(5_000_000) }),
  '415': (source, template) => source.postText(pathOf(template), 'text/plain', '{}'),
  '429': async (source, template) => {
    const many = Array.from({ length: 1000 }, () => ({ wrong: true }))
    let answer = await source.post(pathOf(template), many)
    while (answer.status !== 429) answer = await source.post(pathOf(template), many)
    return answer
  },
}

function readContract(text: string) {
  const openapi = JSON.parse(text) as Openapi
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema({ $id: 'contract', ...openapi })
  /** What of an answer is not as the document says. */
  function judge(template: string, method: string, { status, headers, body }: Answered): string[] {
    const documented = openapi.paths[template]?.[method]?.responses[String(status)]
    if (!documented) return [`${status} is not documented`]
    const [type = ''] = Object.keys(documented.content)
    const missing = Object.keys(documented.headers ?? {}).filter((name) => headers[name.toLowerCase()] === undefined)
    const pointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')
    const at = ['paths', template, method, 'responses', String(status), 'content', type, 'schema']
      .map(pointer)
      .join('/')
    const right = ajv.validate(`contract#/${encodeURI(at)}`, JSON.parse(body))
    return [
      ...(headers['content-type'] === type ? [] : [`it is ${String(headers['content-type'])}, not ${type}`]),
      ...missing.map((name) => `${name} is missing`),
      ...(right ? [] : [ajv.errorsText()]),
    ]
  }
  return { openapi, judge }
}

test('the document is served to whoever may speak here, and is the one the window shows', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const answer = await source.ask('/v1/openapi.json', { method: 'GET' })
  const { text } = await station.call('sources.openapi', {})
  expect(JSON.parse(answer.body)).toEqual(JSON.parse(text))
  const { openapi, judge } = readContract(answer.body)
  expect(openapi.openapi).toBe('3.1.1')
  expect(openapi).toMatchObject({ servers: [{ url: source.url }] })
  expect(judge('/v1/openapi.json', 'get', answer)).toEqual([])
  const page = await source.ask('/v1/openapi.json', { method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } })
  expect(page.status).toBe(403)
  expect(judge('/v1/openapi.json', 'get', page)).toEqual([])
})

test('each answer the document names really happens, as it says', { timeout: 60_000 }, async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const { openapi, judge } = readContract((await station.call('sources.openapi', {})).text)
  const failing = await openFailing()
  for (const template of Object.keys(bodies)) {
    for (const status of Object.keys(openapi.paths[template]!['post']!.responses)) {
      // A sign of life has no id that could be known.
      if (status === '200' && known[template] === undefined) continue
      const scene = scenes[status] ?? failing.scene(status)
      const answer = await scene(source, template)
      expect([template, answer.status, judge(template, 'post', answer)]).toEqual([template, Number(status), []])
      station.clock.advance(60_000)
    }
  }
  await failing.close()
})

test('each example of a request in the document is accepted', async () => {
  await using station = await openWorkstation()
  const source = await turnOn(station.sources())
  const { openapi } = readContract((await station.call('sources.openapi', {})).text)
  let sent = 0
  for (const template of Object.keys(bodies)) {
    for (const [type, { example, examples = {} }] of Object.entries(
      openapi.paths[template]!['post']!.requestBody!.content,
    )) {
      const texts = Object.values(examples).map(({ value }) => JSON.stringify(value))
      for (const text of example === undefined ? texts : [example]) {
        const { status, body } = await source.postText(pathOf(template), type, text)
        expect([template, text, status, JSON.parse(body).refused]).toEqual([
          template,
          text,
          expect.toBeOneOf([200, 202]),
          0,
        ])
        sent += 1
      }
    }
  }
  expect(sent).toBe(7)
})

test('the schemas of the document judge a request as the source does', async () => {
  await using station = await openWorkstation()
  const { openapi } = readContract((await station.call('sources.openapi', {})).text)
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'contract', ...openapi })
  const isEvent = (value: unknown) => ajv.validate('contract#/components/schemas/Event', value)
  expect(isEvent({ ...full, data: { ...full.data, more: { kept: [1] } } })).toBe(true)
  expect(isEvent({ ...full, extra: 1 })).toBe(false)
  expect(isEvent({ ...full, id: 'not an id' })).toBe(false)
  expect(isEvent({ ...full, data: { severity: 'loud', title: 'T' } })).toBe(false)
})

/** A source whose engine fails: by a mistake of ours, or because the disk is full. */
async function openFailing() {
  const folder = makeTempDir()
  let error: Error = new TypeError('a mistake')
  const fail = async () => Promise.reject(error)
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const none = () => {}
  const intake = { accept: fail, observe: fail }
  const parts = {
    intake,
    clock: makeFakeClock(),
    log,
    folder: folder.path,
    version: '0',
    changed: none,
    ownPorts: none,
  }
  const http = openHttpSource(parts)
  const source = await turnOn({ http } as never)
  const full13 = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
  return {
    scene: (status: string) => (_other: TurnedOn, template: string) => {
      error = status === '503' ? full13 : new TypeError('a mistake')
      return source.post(pathOf(template), bodies[template])
    },
    close: async () => {
      await http.close()
      folder.remove()
    },
  }
}
