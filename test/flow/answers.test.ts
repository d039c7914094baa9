import { describe, expect, test } from 'vitest'
import { classify } from '../../main/engine/classify.ts'
import { openConnect } from '../../main/engine/connect.ts'
import { custom } from '../../main/receivers/custom.ts'
import { openSender } from '../../main/engine/send.ts'
import { nodeTrust } from '../../main/engine/trust.ts'
import type { OutcomeCode } from '../../preload/contract/outcome.ts'
import type { Answer } from '../support/answers.ts'
import { aTarget } from '../main/engine/samples.ts'
import { expired, forAnotherHost, makeCa, notYetValid, selfSigned } from '../support/certificates.ts'
import { openReceiver } from '../support/receiver.ts'
import { openWorkstation } from '../support/workstation.ts'

/** Those that never end are given little time, the others plenty, so that a busy machine changes nothing. */
const budgetFor = ({ kind }: Answer) =>
  kind === 'hang' || kind === 'headersThenHang' || kind === 'slowBody' ? 400 : 10_000

async function outcomeOf(answer: Answer) {
  await using receiver = await openReceiver()
  await using station = await openWorkstation({ budget: budgetFor(answer) })
  receiver.always(answer)
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  const { attempts, delivery } = await station.detail(id!)
  return { attempt: attempts[0]!, delivery, requests: receiver.requests.length }
}

test.each<[string, Answer, OutcomeCode]>([
  ['200', { status: 200 }, 'accepted'],
  ['204 without a body', { status: 204 }, 'accepted'],
  ['299', { status: 299 }, 'accepted'],
  ['304', { status: 304 }, 'redirect'],
  ['400', { status: 400 }, 'bad_request'],
  ['401', { status: 401 }, 'unauthorized'],
  ['403', { status: 403 }, 'forbidden'],
  ['404', { status: 404 }, 'not_found'],
  ['413', { status: 413 }, 'too_large'],
  ['418', { status: 418 }, 'client_error'],
  ['429', { status: 429 }, 'rate_limited'],
  ['500', { status: 500 }, 'server_error'],
  ['503', { status: 503 }, 'unavailable'],
  ['a reset before the answer', { kind: 'reset' }, 'connection_reset'],
  ['no answer within the budget', { kind: 'hang' }, 'timeout_answer'],
  ['headers, then nothing', { kind: 'headersThenHang', status: 200 }, 'timeout_answer'],
  ['a body that drips on', { kind: 'slowBody', status: 200, chunk: 'x', everyMs: 50, chunks: 50 }, 'timeout_answer'],
  ['something that is not HTTP', { kind: 'garbage', text: 'SSH-2.0-OpenSSH_9.2\r\n' }, 'answer_malformed'],
  ['half a body', { kind: 'half', status: 200, declared: 100, sent: 10 }, 'answer_cut'],
  ['half a body of a failure', { kind: 'half', status: 500, declared: 100, sent: 10 }, 'server_error'],
])('%s is %s', async (_what, answer, code) => {
  const { attempt } = await outcomeOf(answer)
  expect(attempt.code).toBe(code)
  if (code === 'accepted') expect(attempt.explanation).toBeNull()
  else expect(Object.values(attempt.explanation!).every((words) => words.length > 10)).toBe(true)
})

test('a redirect is a failure that names its target; the target gets nothing', async () => {
  await using elsewhere = await openReceiver()
  const { attempt, requests } = await outcomeOf({ kind: 'redirect', to: elsewhere.url })
  expect(attempt.code).toBe('redirect')
  expect(attempt.explanation!.what).toContain(elsewhere.url)
  expect(requests).toBe(1)
  expect(elsewhere.tcpConnections).toBe(0)
})

test('of an oversized answer 16 KiB are read and kept, and it is still a success', async () => {
  const { attempt } = await outcomeOf({ kind: 'big', bytes: 50_000_000 })
  expect(attempt.code).toBe('accepted')
  expect(attempt.answer!.body).toHaveLength(16 * 1024)
  expect(attempt.answer!.truncated).toBe(true)
})

test('a compressed answer is not unpacked', async () => {
  const { attempt } = await outcomeOf({ kind: 'compressed', bytes: 100_000_000 })
  expect(attempt.code).toBe('accepted')
  expect(attempt.answer!.body.length).toBeLessThanOrEqual(16 * 1024)
})

describe('certificates', () => {
  async function outcomeWith(open: () => Promise<{ cert: string; key: string; trust: string | null }>) {
    const { cert, key, trust } = await open()
    await using receiver = await openReceiver({ cert, key })
    await using station = await openWorkstation()
    await station.add({ url: receiver.url, caCertificate: trust })
    const [id] = await station.fire()
    expect(receiver.requests).toHaveLength(0)
    return (await station.detail(id!)).attempts[0]!
  }

  test.each([
    ['expired', expired, 'tls_expired'],
    ['not valid yet', notYetValid, 'tls_not_yet_valid'],
    ['for another host', forAnotherHost, 'tls_wrong_host'],
  ] as const)('a certificate that is %s is refused', async (_what, wish, code) => {
    const attempt = await outcomeWith(async () => {
      const ca = await makeCa()
      const { certPem, keyPem } = await ca.issue(wish())
      return { cert: certPem, key: keyPem, trust: ca.pem }
    })
    expect(attempt).toMatchObject({ code, trace: { failedPhase: 'tls' } })
  })

  test('a self-signed certificate is refused, and the next step names the CA certificate', async () => {
    const attempt = await outcomeWith(async () => {
      const { certPem, keyPem } = await selfSigned()
      return { cert: certPem, key: keyPem, trust: null }
    })
    expect(attempt.code).toBe('tls_untrusted')
    expect(attempt.explanation!.next).toContain('CA certificate')
  })

  test('a certificate of a CA the webhook was not given is refused', async () => {
    const attempt = await outcomeWith(async () => {
      const { certPem, keyPem } = await (await makeCa()).issue()
      return { cert: certPem, key: keyPem, trust: (await makeCa()).pem }
    })
    expect(attempt.code).toBe('tls_untrusted')
  })
})

test('a refused connection says that nothing listens there', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  await receiver.pause()
  const [id] = await station.fire()
  expect((await station.detail(id!)).attempts[0]).toMatchObject({
    code: 'connect_refused',
    trace: { failedPhase: 'connect' },
  })
})

test('a receiver that asks for a client certificate is named as such, though TLS 1.3 says so after the handshake', async () => {
  await using receiver = await openReceiver({ requestClientCert: true })
  await using station = await openWorkstation()
  await station.add({ url: receiver.url, caCertificate: receiver.ca })
  const [id] = await station.fire()
  expect((await station.detail(id!)).attempts[0]!.code).toBe('tls_client_required')
  expect(receiver.requests).toHaveLength(0)
})

// Past saving, which refuses them too: a stored URL may be older than the rule.
test.each([
  'https://169.254.169.254/latest',
  'https://[fe80::1]/',
  'https://0.0.0.0/',
  'https://[::ffff:169.254.1.1]/',
])('an address nothing may be sent to (%s) is blocked before anything is sent', async (url) => {
  const sender = openSender({ connect: openConnect({ trust: nodeTrust() }) })
  const { signal } = new AbortController()
  const { route } = aTarget()
  const result = await sender.send({ url: new URL(url), headers: [], body: '{}' }, { route, signal })
  sender.close()
  expect(result).toMatchObject({ kind: 'fault', trace: { phases: {}, tls: null } })
  expect(classify(result, { host: 'h', now: 0, receiver: custom, values: {} }).code).toBe('blocked_address')
})
