import { expect, test, vi } from 'vitest'
import { makeAnswer, makeRefusingAnswer } from '../../../main/bridge/answer.ts'
import { Refusal } from '../../../main/refusal.ts'
import { notAsked, unaskedHandlers } from './unasked-handlers.ts'
import { commands, type Handlers } from '../../../preload/contract/commands.ts'

const webhookId = 'whk_00000000-0000-4000-8000-000000000000'
function open(handlers: Partial<Handlers>, checkOutput = false) {
  const error = vi.fn<(message: string, error: unknown, facts?: object) => void>()
  const answer = makeAnswer({
    handlers: { ...unaskedHandlers, ...handlers },
    log: { error },
    checkOutput,
    makeId: () => 'f00d',
  })
  return { answer, error }
}

test('a command gets its parsed input, and its answer comes back as a value', async () => {
  const seen = vi.fn(() => ({ count: 2 }))
  const { answer } = open({ 'webhooks.held.send': seen })
  expect(await answer('webhooks.held.send', { id: webhookId })).toEqual({ ok: true, value: { count: 2 } })
  expect(seen).toHaveBeenCalledWith({ id: webhookId })
})

test('defaults are filled in before the command sees its input', async () => {
  const seen = vi.fn(async () => [])
  await open({ 'events.page': seen }).answer('events.page', {})
  expect(seen).toHaveBeenCalledWith({ before: null, limit: 100 })
})

test.for([
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'nope',
  null,
  undefined,
  7,
  ['app.snapshot'],
  {},
])('the name %j is refused as unknown', async (name) => {
  const { answer, error } = open({})
  expect(await answer(name, {})).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  expect(error).not.toHaveBeenCalled()
})

test('an unknown field is refused and named: nothing rides along', async () => {
  const { answer } = open({})
  expect(await answer('webhooks.enable', { id: webhookId, admin: true })).toMatchObject({
    ok: false,
    refusal: { code: 'invalid', fields: { admin: expect.any(String) } },
  })
})

test('each wrong field is named by its dotted path with words for the analyst', async () => {
  const draft = { name: ' ', url: 'http://x.example', events: [], headers: [{ name: 'Host', value: 'x' }] }
  const reply = await open({}).answer('webhooks.create', { id: webhookId, draft })
  expect(reply).toMatchObject({
    ok: false,
    refusal: {
      code: 'invalid',
      message: '4 fields need a correction.',
      fields: {
        'draft.name': 'Give the webhook a name.',
        'draft.url': expect.stringContaining('Only https://'),
        'draft.events': 'Choose at least one event.',
        'draft.headers.0.name': expect.stringContaining('Host'),
      },
    },
  })
})

test('one wrong field is told in the message too', async () => {
  const reply = await open({}).answer('webhooks.enable', { id: 'x' })
  expect(reply).toMatchObject({ refusal: { message: 'This is not the id of a webhook.' } })
})

const circle: Record<string, unknown> = {}
circle['self'] = circle
test.for([
  ['a string of 2 MB', { id: 'x'.repeat(2_000_000) }],
  ['a list of a million numbers', Array.from({ length: 1_000_000 }, () => 1)],
  ['2 MB of bytes', { id: new Uint8Array(2_000_000) }],
  ['a circle', circle],
  ['a Map', { id: new Map([['a', 'b']]) }],
] as const)('%s is refused before it is parsed', async ([, input]) => {
  const parse = vi.spyOn(commands['webhooks.enable'].input, 'safeParse')
  expect(await open({}).answer('webhooks.enable', input)).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  expect(parse).not.toHaveBeenCalled()
  parse.mockRestore()
})

test.for([[null], [undefined], ['text'], [12n], [Symbol('s')], [[]], [() => 1]])(
  'the input %s is refused, not thrown',
  async ([input]) => {
    expect(await open({}).answer('webhooks.enable', input)).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  },
)

test('a refusal crosses with its code, words and fields, and without its stack', async () => {
  const refusal = new Refusal('conflict', 'It is disabled. Enable it first.', { id: 'disabled' })
  const { answer, error } = open({
    'webhooks.enable': () => {
      throw refusal
    },
  })
  expect(await answer('webhooks.enable', { id: webhookId })).toEqual({
    ok: false,
    refusal: { code: 'conflict', message: 'It is disabled. Enable it first.', fields: { id: 'disabled' } },
  })
  expect(error).not.toHaveBeenCalled()
})

test.for([
  ['thrown', () => notAsked()],
  ['rejected', () => Promise.reject(new Error('secret /home/x'))],
] as const)('a bug that is %s is logged under a number, and only the number crosses', async ([, fail]) => {
  const { answer, error } = open({ 'webhooks.enable': fail })
  const reply = await answer('webhooks.enable', { id: webhookId })
  expect(reply).toEqual({
    ok: false,
    refusal: { code: 'internal', message: expect.stringMatching(/number f00d.*Try again/) },
  })
  expect(JSON.stringify(reply)).not.toMatch(/secret|not asked/)
  expect(error).toHaveBeenCalledWith('command failed', expect.any(Error), { id: 'f00d', command: 'webhooks.enable' })
})

test('in development an answer that breaks the contract is a bug, and what the contract does not name is left out', async () => {
  const handlers = { 'webhooks.held.send': () => ({ count: 1, secret: 'x' }) }
  expect(await open(handlers, true).answer('webhooks.held.send', { id: webhookId })).toEqual({
    ok: true,
    value: { count: 1 },
  })
  const broken = { 'webhooks.held.send': () => JSON.parse('{"count":"one"}') }
  expect(await open(broken, true).answer('webhooks.held.send', { id: webhookId })).toMatchObject({
    refusal: { code: 'internal' },
  })
})

test('without a ledger every name gets the same refusal, but for what is answered all the same', async () => {
  const answer = makeRefusingAnswer(new Refusal('unavailable', 'The ledger can’t be opened.'), {
    handlers: { 'app.showDataFolder': () => ({}) },
    log: { error: () => {} },
  })
  expect(await answer('app.showDataFolder', {})).toEqual({ ok: true, value: {} })
  expect(await answer('app.showDataFolder', 7)).toMatchObject({ refusal: { code: 'invalid' } })
  const refusal = { code: 'unavailable', message: 'The ledger can’t be opened.' }
  const others = Object.keys(commands).filter((name) => name !== 'app.showDataFolder')
  for (const name of [...others, 'nope', '__proto__']) expect(await answer(name, {})).toEqual({ ok: false, refusal })
})
