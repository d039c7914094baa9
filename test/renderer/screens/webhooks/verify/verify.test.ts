// @vitest-environment node
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { makeSigner, makeSigningSecret } from '../../../../../main/engine/sign.ts'
import { type Case, interpreters, judge, listen } from './interpreters.ts'

// The vector the Standard Webhooks and Svix libraries are tested with.
const published: Case = {
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  now: 1_614_265_330,
}
const [current, previous] = [makeSigningSecret(), makeSigningSecret()]
const body = JSON.stringify({ title: 'Ünïcödé 攻撃 🛡️' })
const now = 1_800_000_000
const headers = Object.fromEntries(makeSigner([current, previous])('dlv_1', now * 1000, body))
const ours: Case = { headers, body, secret: current, now }

const right = 'true'
const unsigned = 'The request is not signed.'
const stale = 'The request is more than 5 minutes old or new. If it is not, set the clocks of both machines.'
const differs = 'No signature is right: the secret or the body differs.'
const noSecret = 'The secret must be whsec_ followed by base64 of at least 24 bytes.'
const withHeader = (name: string, value: string): Case => ({ ...ours, headers: { ...headers, [name]: value } })
const signature = headers['webhook-signature'] ?? ''

const cases: [rule: string, Case, says: string][] = [
  ['takes the published vector', published, right],
  ['takes what the app signs', ours, right],
  ['takes it by the secret that was rotated out', { ...ours, secret: previous }, right],
  ['takes it by a secret without its prefix', { ...ours, secret: current.slice('whsec_'.length) }, right],
  ['takes it by a secret without its padding', { ...ours, secret: current.replace(/=+$/, '') }, right],
  ['takes it beside a signature of a scheme to come', withHeader('webhook-signature', `v2,abc ${signature}`), right],
  ['takes it after 5 minutes', { ...ours, now: now + 300 }, right],
  ['takes it from a clock 5 minutes ahead', { ...ours, now: now - 300 }, right],
  ['takes an empty body', { ...ours, body: '', headers: signed(''), secret: current }, right],
  ['takes a body of one zero byte', { ...ours, body: '\0', headers: signed('\0'), secret: current }, right],
  ['refuses another body', { ...ours, body: `${body} ` }, differs],
  ['refuses another secret', { ...ours, secret: makeSigningSecret() }, differs],
  ['refuses another id', withHeader('webhook-id', 'dlv_2'), differs],
  ['refuses another time', withHeader('webhook-timestamp', String(now + 1)), differs],
  ['refuses half a signature', withHeader('webhook-signature', signature.slice(0, 20)), differs],
  ['refuses no signature but blanks', withHeader('webhook-signature', '  '), differs],
  ['refuses the digest without its scheme', withHeader('webhook-signature', signature.replaceAll('v1,', '')), differs],
  ['refuses letters beyond ASCII', withHeader('webhook-signature', `v1,${'é'.repeat(44)}`), differs],
  ['refuses what is older', { ...ours, now: now + 301 }, stale],
  ['refuses what is newer', { ...ours, now: now - 301 }, stale],
  ['refuses a time that is none', withHeader('webhook-timestamp', `${now}.0`), stale],
  ['refuses a time with a line end', withHeader('webhook-timestamp', `${now}\n`), stale],
  ['refuses a time in other digits', withHeader('webhook-timestamp', '١٨٠٠٠٠٠٠٠٠'), stale],
  ['refuses a time without end', withHeader('webhook-timestamp', '9'.repeat(5000)), stale],
  ['refuses a request without headers', { ...ours, headers: {} }, unsigned],
  ['refuses a request without a signature', withHeader('webhook-signature', ''), unsigned],
  ['refuses to work with no secret', { ...ours, secret: '' }, noSecret],
  ['refuses to work with a short secret', { ...ours, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ=' }, noSecret],
]

function signed(text: string) {
  return Object.fromEntries(makeSigner([current])('dlv_1', now * 1000, text))
}

for (const interpreter of interpreters) {
  const { language, command, missing } = interpreter
  const name = (rule: string) => `the ${language} snippet ${rule}${command === null ? ` (not run: ${missing})` : ''}`

  test.skipIf(command === null)(name('takes what is signed, now, with a secret of its own, and nothing else'), () => {
    const said = judge(
      interpreter,
      cases.map(([, one]) => one),
    )
    expect(cases.map(([rule], index) => [rule, said[index]])).toEqual(cases.map(([rule, , says]) => [rule, says]))
  })

  test.skipIf(command === null)(
    name('listens: 204 to what the reference library signed, 401 to anything else'),
    async () => {
      const secret = makeSigningSecret()
      await using listener = await listen(interpreter, secret)
      const post = async (signer: string, at: Date) => {
        const lines = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(signer).sign('msg_1', at, body),
        }
        return (await fetch(listener.url, { method: 'POST', headers: lines, body })).status
      }
      expect(await post(secret, new Date())).toBe(204)
      expect(await post(makeSigningSecret(), new Date())).toBe(401)
      expect(await post(secret, new Date(Date.now() - 301_000))).toBe(401)
      const tooLarge = fetch(listener.url, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
      // Some break the connection off instead of reading a megabyte nobody signed.
      expect(
        await tooLarge.then(
          ({ status }) => status,
          () => 413,
        ),
      ).toBe(413)
      expect(await post(secret, new Date())).toBe(204)
      await expect.poll(() => listener.lines.filter((line) => line.includes('msg_1')).length).toBe(2)
      expect(listener.lines).toEqual(expect.arrayContaining([expect.stringContaining(differs)]))
      expect(listener.lines).toEqual(expect.arrayContaining([expect.stringContaining(stale)]))
    },
  )
}
