import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { reply } from './answers.ts'
import { post, startPost } from './post.ts'
import { openReceiver } from './receiver.ts'

const receiver = await openReceiver()
const { url, ca } = receiver
afterAll(receiver.close)

test('a plain answer has its status, headers and body', async () => {
  receiver.answer(reply(503, { 'retry-after': '7' }, 'later'))
  const { status, headers, body } = await post(url, '', { ca })
  expect({ status, hint: headers['retry-after'], body }).toEqual({ status: 503, hint: '7', body: 'later' })
})

test('a plain answer can be late', async () => {
  receiver.answer({ status: 204, afterMs: 60 })
  const start = performance.now()
  expect((await post(url, '', { ca })).status).toBe(204)
  expect(performance.now() - start).toBeGreaterThanOrEqual(55)
})

test('a reset breaks the connection after the request was read', async () => {
  receiver.answer({ kind: 'reset' })
  await expect(post(url, 'reset me', { ca })).rejects.toMatchObject({ code: 'ECONNRESET', syscall: 'read' })
  expect(receiver.requests.at(-1)?.body).toBe('reset me')
})

test('a hang sends nothing until the sender gives up', async () => {
  receiver.answer({ kind: 'hang' })
  await expect(post(url, '', { ca, signal: AbortSignal.timeout(60) })).rejects.toMatchObject({ name: 'AbortError' })
})

test('headers then hang never ends its body', async () => {
  receiver.answer({ kind: 'headersThenHang', status: 202 })
  const start = performance.now()
  const response = await startPost(url, '', { ca, signal: AbortSignal.timeout(60) })
  expect(response.statusCode).toBe(202)
  await expect(response.toArray()).rejects.toMatchObject({ message: 'aborted' })
  expect(performance.now() - start).toBeGreaterThanOrEqual(55)
})

test('a slow body comes in pieces over time', async () => {
  receiver.answer({ kind: 'slowBody', status: 200, chunk: 'drip ', everyMs: 20, chunks: 3 })
  const response = await startPost(url, '', { ca })
  const start = performance.now()
  expect((await response.toArray()).map(String)).toEqual(['drip ', 'drip ', 'drip '])
  expect(performance.now() - start).toBeGreaterThanOrEqual(40)
})

test('a redirect names where to', async () => {
  receiver.answer(
    { kind: 'redirect', to: 'https://elsewhere.example/' },
    { kind: 'redirect', to: '/next', status: 308 },
  )
  expect(await post(url, '', { ca })).toMatchObject({
    status: 302,
    headers: { location: 'https://elsewhere.example/' },
  })
  expect(await post(url, '', { ca })).toMatchObject({ status: 308, headers: { location: '/next' } })
})

test('a big body has exactly the size asked for', async () => {
  receiver.answer({ kind: 'big', bytes: 1_000_001 })
  const { status, bytes } = await post(url, '', { ca })
  expect({ status, size: bytes.length }).toEqual({ status: 200, size: 1_000_001 })
})

test('a big body stops when the sender has read enough', async () => {
  receiver.answer({ kind: 'big', bytes: 1_000_000_000, status: 500 })
  const response = await startPost(url, '', { ca })
  for await (const _ of response) break
  expect(response.complete).toBe(false)
})

test('garbage is not HTTP', async () => {
  receiver.answer({ kind: 'garbage', text: 'SSH-2.0-OpenSSH_9.9\r\n' })
  await expect(post(url, '', { ca })).rejects.toMatchObject({ code: 'HPE_INVALID_CONSTANT' })
})

test('half an answer ends before its declared length', async () => {
  receiver.answer({ kind: 'half', status: 200, declared: 100, sent: 40 })
  const response = await startPost(url, '', { ca })
  const read: Buffer[] = []
  response.on('data', (chunk: Buffer) => read.push(chunk))
  await expect(response.toArray()).rejects.toMatchObject({ code: 'ECONNRESET', message: 'aborted' })
  expect(response.headers['content-length']).toBe('100')
  expect(Buffer.concat(read)).toHaveLength(40)
})

test('a compressed body is small until unpacked, whatever the sender accepts', async () => {
  receiver.answer({ kind: 'compressed', bytes: 1_000_000 })
  const { headers, bytes } = await post(url, '', { ca, headers: { 'accept-encoding': 'identity' } })
  expect(headers['content-encoding']).toBe('gzip')
  expect(bytes.length).toBeLessThan(10_000)
  expect(gunzipSync(bytes)).toHaveLength(1_000_000)
})
