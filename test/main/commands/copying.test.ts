import { execFileSync } from 'node:child_process'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { makeSigningSecret } from '../../../main/engine/sign.ts'
import { openReceiver } from '../../support/receiver.ts'
import { openWorkstation, refusalOf } from './ask.ts'

const secret = makeSigningSecret()
const token = 'Bearer 0f1e2d3c4b5a69788796'

/** A webhook that has sent one event to a receiver. */
async function openSent() {
  const receiver = await openReceiver()
  const station = await openWorkstation()
  onTestFinished(async () => {
    await station.close()
    await receiver.close()
  })
  const webhookId = await station.add({
    url: `${receiver.url}/keys/a1b2c3d4e5f6a7b8c9?code=9f8e7d6c5b4a`,
    headers: [{ name: 'Authorization', value: token }],
    signingSecret: secret,
    caCertificate: receiver.ca,
  })
  const [id = ''] = await station.fire({ title: "It's $HOME" })
  return { station, receiver, webhookId, id }
}

/** The arguments a shell gives curl. */
const wordsOf = (command: string): string[] =>
  execFileSync('sh', { input: `curl() { printf '%s\\0' "$@"; }\n${command}\n`, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)

test('a text goes to the clipboard as it is', async () => {
  await using station = await openWorkstation()
  expect(await station.call('app.copyText', { text: 'a\n"b"' })).toEqual({})
  expect(station.copied).toEqual(['a\n"b"'])
})

test('what was sent is copied with dots in place of each secret', async () => {
  const { station, id } = await openSent()
  const [attempt] = (await station.detail(id)).attempts
  await station.call('curl.copy', { sent: attempt!.sent! })
  const [copied = ''] = station.copied
  for (const hidden of ['0f1e2d3c', 'a1b2c3d4', '9f8e7d6c', secret]) expect(copied).not.toContain(hidden)
  expect(wordsOf(copied)).toEqual(expect.arrayContaining(['Authorization: ••••', attempt!.sent!.body]))
})

test('with secrets it is the same request, made and signed anew, and the window gets none of it', async () => {
  const { station, receiver, id } = await openSent()
  const [sent] = receiver.requests
  station.clock.advance(60_000)
  const reply = await station.ask('curl.copyWithSecrets', { id, number: 1 })

  expect(reply).toEqual({ ok: true, value: {} })
  const words = wordsOf(station.copied[0] ?? '')
  const headers = words.flatMap((word, at): [string, string][] => {
    const [, name = '', value = ''] = words[at - 1] === '--header' ? (/^([^:]+): (.*)$/.exec(word) ?? []) : []
    return name === '' ? [] : [[name.toLowerCase(), value]]
  })
  const body = words.at(-1) ?? ''
  expect(words[2]).toBe(`${receiver.url}/keys/a1b2c3d4e5f6a7b8c9?code=9f8e7d6c5b4a`)
  expect(body).toBe(sent?.body)
  const lines = Object.fromEntries(headers)
  expect(lines).toMatchObject({ 'webhook-id': id, authorization: token, 'x-castellan-attempt': '1' })
  expect(Number(lines['webhook-timestamp'])).toBe(Math.floor(station.clock.now() / 1000))
  const again = new Webhook(secret).sign(id, new Date(station.clock.now()), body)
  expect(lines['webhook-signature']).toBe(again)
  expect(station.errors).toEqual([])
})

test('it is refused for an attempt that never was, a delivery that is gone and a webhook that was deleted', async () => {
  const { station, webhookId, id } = await openSent()
  const refused = (input: object) => refusalOf(station, 'curl.copyWithSecrets', input)
  expect(await refused({ id, number: 2 })).toMatchObject({ code: 'missing' })
  expect(await refused({ id: 'dlv_none', number: 1 })).toMatchObject({ code: 'missing' })
  await station.call('webhooks.remove', { id: webhookId })
  expect(await refused({ id, number: 1 })).toMatchObject({
    code: 'missing',
    message: expect.stringContaining('deleted'),
  })
  expect(station.copied).toEqual([])
})
