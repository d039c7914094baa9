import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Claimed } from '../../../main/engine/claim.ts'
import { openDispatcher } from '../../../main/engine/dispatch.ts'
import { alwaysUp, noProxies } from '../../../main/engine/effects.ts'
import { openEngine } from '../../../main/engine/open.ts'
import type { Send, SendResult } from '../../../main/engine/send.ts'
import { sealSecrets } from '../../../main/engine/target.ts'
import { openTargets } from '../../../main/engine/targets.ts'
import { openTurn } from '../../../main/engine/turn.ts'
import type { Ledger } from '../../../main/ledger/open.ts'
import { settingsSchema } from '../../../preload/contract/settings.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { openSample } from '../ledger/open-sample.ts'
import { aDefinition } from './samples.ts'

const secrets = {
  seal: (text: string) => new TextEncoder().encode(text),
  unseal: (sealed: Uint8Array) => new TextDecoder().decode(sealed),
}
const trace = {
  phases: {},
  failedPhase: null,
  reused: false,
  address: null,
  addressClass: null,
  proxy: null,
  tls: null,
}
const answered = (status: number): SendResult => ({
  kind: 'answer',
  answer: { status, headers: [], body: '', truncated: false },
  trace,
})

function add(ledger: Ledger, id: string, url = 'https://soar.example.com/hook') {
  const sealed = sealSecrets(secrets, id, {
    url,
    headers: [],
    signing: null,
    clientCertificate: null,
    proxyPassword: '',
    fields: {},
  })
  const rest = { urlShown: url, urlWhole: true, signingUpdatedAt: null, signingPreviousUntil: null }
  ledger.write(() => ledger.webhooks.insert({ id, definition: aDefinition({ signing: false }), sealed, ...rest }, 0))
}

type Effects = Parameters<typeof openDispatcher>[0]

/** A dispatcher by itself: `run` does what an engine would. */
function openAlone(
  parts: Pick<Effects, 'ledger' | 'clock' | 'log' | 'run'>,
  backlog: Effects['backlog'] = { grows: () => {}, isSpread: () => true },
) {
  const { ledger, clock } = parts
  const after = () => dispatcher.settleDown()
  const writes = openTurn({ ledger, before: () => {}, after, monotonic: clock.monotonic })
  const openTarget = openTargets(secrets)
  const dispatcher = openDispatcher({ ...parts, turn: writes, backlog, network: alwaysUp, openTarget })
  return dispatcher
}

/** The real ledger and engine, and a receiver that is a function. */
function openBench(send: Send = async () => answered(200)) {
  const sample = openSample()
  const clock = makeFakeClock()
  const errors: string[] = []
  const log = { error: (what: string, error: unknown) => void errors.push(`${what}: ${String(error)}`) }
  const open = () =>
    openEngine({
      ledger: sample.ledger,
      clock,
      secrets,
      send,
      dropIdle: () => {},
      network: alwaysUp,
      proxies: noProxies,
      random: () => 0,
      settings: () => settingsSchema.parse({}).delivery,
      log,
    })
  const engine = open()
  const fire = () => engine.accept({ type: 'security.critical', data: { severity: 'critical', title: 'T' } }, 'manual')
  return { ...sample, clock, errors, log, engine, open, fire }
}
const rows = ({ ledger }: { ledger: Ledger }) => ledger.deliveries.page({}, null, 100).toReversed()

test('with nothing due nothing waits: no timer is set', async () => {
  using bench = openBench()
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  await bench.engine.idle()
  expect(bench.clock.pending()).toEqual([])

  void bench.fire()
  await bench.engine.idle()
  expect(rows(bench)).toMatchObject([{ state: 'delivered' }])
  expect(bench.clock.pending()).toEqual([])
})

test('ends that come together go to disk together, and one that can’t be written fails alone', async () => {
  using bench = openBench()
  add(bench.ledger, 'whk_1')
  const { ledger } = bench
  const { close } = ledger.attempts
  ledger.attempts.close = (deliverySeq, ...rest) => {
    if (deliverySeq === 2) throw new Error('no room')
    close(deliverySeq, ...rest)
  }
  bench.engine.start()
  for (let count = 0; count < 3; count += 1) void bench.fire()
  const before = bench.commits.length
  await expect.poll(() => rows(bench).map(({ state }) => state)).toEqual(['delivered', 'sending', 'delivered'])
  // One for the three claims, one for the two ends.
  expect(bench.commits.slice(before).filter(({ deliveries }) => deliveries.size > 0)).toHaveLength(2)

  ledger.attempts.close = close
  bench.clock.advance(1000)
  await bench.engine.idle()
  expect(rows(bench).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
})

test('with retries waiting there is one timer, at the first of them', async () => {
  using bench = openBench(async () => answered(500))
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  void bench.fire()
  await bench.engine.idle()
  bench.clock.advance(1000)
  void bench.fire()
  await bench.engine.idle()
  expect(bench.clock.pending()).toEqual([bench.clock.now() + 4000])
})

test('what is disabled or removed sets no timer', async () => {
  using bench = openBench(async () => answered(410))
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  void bench.fire()
  await bench.engine.idle()
  void bench.fire()
  await bench.engine.idle()
  expect(rows(bench).map(({ state }) => state)).toEqual(['failed', 'held'])
  expect(bench.clock.pending()).toEqual([])
})

test('a fault while taking work is logged, tried again after 1 s, and delays no other webhook', async () => {
  using bench = openBench()
  for (const id of ['whk_1', 'whk_2']) add(bench.ledger, id)
  await bench.engine.close(0)
  void bench.fire()
  // Once with all the others, and once by itself.
  let faults = 2
  const ran: string[] = []
  const ledger: Ledger = {
    ...bench.ledger,
    webhooks: {
      ...bench.ledger.webhooks,
      get: (id) => {
        if (id === 'whk_1' && faults-- > 0) throw new Error('disk I/O error')
        return bench.ledger.webhooks.get(id)
      },
    },
  }
  const run = async ({ webhookId, delivery }: Claimed) => {
    ran.push(webhookId)
    const to = { ...delivery, state: 'delivered' as const, due_at: null, last_code: 'accepted' as const }
    ledger.write(() => ledger.deliveries.update(to, bench.clock.now()))
  }
  const dispatcher = openAlone({ ...bench, ledger, run })
  dispatcher.wake()
  await dispatcher.idle()
  expect(ran).toEqual(['whk_2'])
  expect(bench.errors).toEqual(['dispatch failed: Error: disk I/O error'])
  expect(bench.clock.pending()).toEqual([bench.clock.now() + 1000])

  bench.clock.advance(999)
  await dispatcher.idle()
  expect(ran).toEqual(['whk_2'])
  bench.clock.advance(1)
  await dispatcher.idle()
  expect(ran).toEqual(['whk_2', 'whk_1'])
  expect(bench.clock.pending()).toEqual([])
})

test('a fault in the list of webhooks itself is tried again after 1 s too, by one timer', async () => {
  using bench = openBench()
  add(bench.ledger, 'whk_1')
  await bench.engine.close(0)
  void bench.fire()
  let faults = 4
  const all = () => {
    if (faults-- > 0) throw new Error('disk I/O error')
    return bench.ledger.webhooks.all()
  }
  const ledger: Ledger = { ...bench.ledger, webhooks: { ...bench.ledger.webhooks, all } }
  const ran: string[] = []
  const run = async ({ webhookId }: Claimed) => void ran.push(webhookId)
  const dispatcher = openAlone({ ...bench, ledger, run })
  dispatcher.wake()
  await dispatcher.idle()
  dispatcher.wake()
  await dispatcher.idle()
  expect(bench.clock.pending()).toEqual([bench.clock.now() + 1000])
  bench.clock.advance(1000)
  await dispatcher.idle()
  expect(ran).toEqual(['whk_1'])
})

test('a disk on which no transaction even begins stops nobody for good', async () => {
  using bench = openBench()
  add(bench.ledger, 'whk_1')
  await bench.engine.close(0)
  void bench.fire()
  await turn()
  let full = true
  const ledger: Ledger = {
    ...bench.ledger,
    write: (run) => {
      if (full) throw new Error('disk full')
      return bench.ledger.write(run)
    },
  }
  const ran: string[] = []
  const run = async ({ webhookId }: Claimed) => void ran.push(webhookId)
  const dispatcher = openAlone({ ...bench, ledger, run })
  dispatcher.wake()
  await dispatcher.idle()
  full = false
  bench.clock.advance(1000)
  await dispatcher.idle()
  expect(ran).toEqual(['whk_1'])
})

test('nothing is taken before what fell due meanwhile could be spread', async () => {
  using bench = openBench()
  add(bench.ledger, 'whk_1')
  await bench.engine.close(0)
  void bench.fire()
  await turn()
  let grown = 0
  let full = true
  const isSpread = () => {
    if (full) throw new Error('disk full')
    return true
  }
  const ran: string[] = []
  const run = async ({ webhookId }: Claimed) => void ran.push(webhookId)
  const dispatcher = openAlone({ ...bench, run }, { grows: () => void (grown += 1), isSpread })
  dispatcher.wake()
  await dispatcher.idle()
  // It is for the next turn to try again.
  expect([ran, grown]).toEqual([[], 1])
  full = false
  bench.clock.advance(1000)
  await dispatcher.idle()
  expect([ran, grown]).toEqual([['whk_1'], 1])
})

test('what falls due in the very moment something else ends is not passed over', async () => {
  using bench = openBench()
  add(bench.ledger, 'whk_1')
  await bench.engine.close(0)
  void bench.fire()
  await turn()
  const { ledger, clock } = bench
  const [row] = rows(bench)
  ledger.write(() => ledger.deliveries.update({ ...row!, due_at: clock.now() + 5000 }, clock.now()))
  const ran: string[] = []
  const run = async ({ webhookId }: Claimed) => void ran.push(webhookId)
  const dispatcher = openAlone({ ...bench, run })
  dispatcher.wake()
  await dispatcher.idle()
  // The time has come, and before the timer has its turn another webhook is looked at.
  clock.jump(5000)
  dispatcher.visitSoon(['whk_2'])
  await dispatcher.idle()
  clock.advance(0)
  await dispatcher.idle()
  expect(ran).toEqual(['whk_1'])
})

test('an end that can’t be written is logged and written once there is room again; nothing is sent twice', async () => {
  let sent = 0
  using bench = openBench(async () => {
    sent += 1
    return answered(200)
  })
  add(bench.ledger, 'whk_1')
  const { ledger } = bench
  const settling = ledger.attempts.close
  ledger.attempts.close = () => {
    throw new Error('disk full')
  }
  bench.engine.start()
  void bench.fire()
  await expect.poll(() => bench.errors).toEqual(['a delivery could not be settled yet: Error: disk full'])
  expect(rows(bench)).toMatchObject([{ state: 'sending', attempts: 1 }])

  ledger.attempts.close = settling
  bench.clock.advance(1000)
  await bench.engine.idle()
  expect(rows(bench)).toMatchObject([{ state: 'delivered', attempts: 1 }])
  expect(sent).toBe(1)
})

test('closing lets what is under way end by itself', async () => {
  const ended = Promise.withResolvers<SendResult>()
  using bench = openBench(() => ended.promise)
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  void bench.fire()
  await turn()
  const closing = bench.engine.close(60_000)
  ended.resolve(answered(200))
  await closing
  expect(rows(bench)).toMatchObject([{ state: 'delivered' }])
})

test('closing breaks off what takes longer; its attempt stays open and is recovered as unknown', async () => {
  const send: Send = (_request, { signal }) =>
    new Promise((resolve) => {
      const stopped = { kind: 'fault', why: 'stopped', code: '', afterHeaders: false, trace } as const
      signal.addEventListener('abort', () => resolve(stopped))
    })
  using bench = openBench(send)
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  void bench.fire()
  await turn()
  await bench.engine.close(0)
  const [row] = rows(bench)
  expect(row).toMatchObject({ state: 'sending', attempts: 1 })
  expect(bench.ledger.attempts.ofDelivery(row?.seq ?? 0)).toMatchObject([{ ended_at: null, code: null }])

  const next = bench.open()
  next.start()
  expect(bench.ledger.attempts.ofDelivery(row?.seq ?? 0)[0]).toMatchObject({ number: 1, code: 'unknown' })
  await next.close(0)
})

test('after closing nothing more is started: what comes in waits on disk', async () => {
  let sent = 0
  using bench = openBench(async () => {
    sent += 1
    return answered(200)
  })
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  await bench.engine.close(0)
  void bench.fire()
  await turn()
  expect(sent).toBe(0)
  expect(rows(bench)).toMatchObject([{ state: 'queued' }])
})

test('a transport that throws is a fault of this app: retried, logged, never lost', async () => {
  using bench = openBench(async () => {
    throw new TypeError('x is not a function')
  })
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  void bench.fire()
  await bench.engine.idle()
  expect(rows(bench)).toMatchObject([{ state: 'retrying', last_code: 'internal' }])
  expect(bench.errors).toEqual(['an attempt failed in the app: TypeError: x is not a function'])
})

test('an event that can’t be read fails alone; the ones behind it go on', async () => {
  const bodies: string[] = []
  using bench = openBench(async ({ body }) => {
    bodies.push(body)
    return answered(200)
  })
  add(bench.ledger, 'whk_1')
  for (let times = 0; times < 3; times += 1) await bench.fire()
  bench.outside.exec("UPDATE event SET data = '{torn' WHERE seq = 2")
  bench.engine.start()
  await bench.engine.idle()
  expect(rows(bench).map(({ state, last_code: code }) => [state, code])).toEqual([
    ['delivered', 'accepted'],
    ['failed', 'unrenderable_body'],
    ['delivered', 'accepted'],
  ])
  expect(bodies).toHaveLength(2)
})

test('a webhook that can’t be read stops no other, neither now nor at the next start, and is logged', async () => {
  using bench = openBench()
  for (const id of ['whk_1', 'whk_2']) add(bench.ledger, id)
  await bench.fire()
  bench.outside.exec(`UPDATE webhook SET definition = '{torn' WHERE id = 'whk_1';
    UPDATE delivery SET state = 'sending', attempts = 1, tries = 1, due_at = NULL WHERE webhook_id = 'whk_1'`)
  bench.engine.start()
  void bench.fire()
  await bench.engine.idle()
  expect(rows(bench).map((row) => [row.webhook_id, row.state])).toEqual([
    ['whk_1', 'held'],
    ['whk_2', 'delivered'],
    ['whk_2', 'delivered'],
  ])
  expect(bench.errors).toEqual([expect.stringMatching(/^a row of the ledger can not be read: /)])
})

test('a webhook whose secrets can’t be opened sends nothing and says so', async () => {
  let sent = 0
  using bench = openBench(async () => {
    sent += 1
    return answered(200)
  })
  add(bench.ledger, 'whk_1')
  bench.outside.exec("UPDATE webhook SET sealed = x'00'")
  bench.engine.start()
  void bench.fire()
  await bench.engine.idle()
  expect(sent).toBe(0)
  expect(rows(bench)).toMatchObject([{ state: 'queued', attempts: 0, last_code: 'unreadable_secret' }])
})

test('what falls due right behind a timer that ran a millisecond early is sent, not forgotten', async () => {
  const statuses = [503, 200]
  using bench = openBench(async () => answered(statuses.shift() ?? 200))
  const { at, now } = bench.clock
  // As node's timers do, which drop fractions; then time goes on as the clock is read.
  let passed: number | null = null
  bench.clock.at = (time, run) =>
    at(time - 1, () => {
      passed ??= 0
      run()
    })
  bench.clock.now = () => now() + (passed === null ? 0 : Math.min(1, passed++ / 2))
  add(bench.ledger, 'whk_1')
  bench.engine.start()
  void bench.fire()
  await bench.engine.idle()
  expect(rows(bench)).toMatchObject([{ state: 'retrying' }])
  bench.clock.advanceTo(rows(bench)[0]!.due_at! - 1)
  await turn()
  await bench.engine.idle()
  expect(rows(bench)).toMatchObject([{ state: 'delivered' }])
})

test('whoever found but some of the 64 places free has the next one that is, whoever leaves it', async () => {
  const held: { host: string; answer: () => void }[] = []
  const send: Send = ({ url }) =>
    new Promise((resolve) => void held.push({ host: url.host, answer: () => resolve(answered(200)) }))
  using bench = openBench(send)
  const { ledger, clock } = bench
  const hosts = ['ordered', ...Array.from({ length: 8 }, (_, index) => `quick${index}`)]
  for (const host of hosts) add(ledger, host, `https://${host}.example.com/hook`)
  const ordered = ledger.webhooks.get('ordered')!
  ledger.write(() =>
    ledger.webhooks.update(
      {
        id: 'ordered',
        definition: { ...ordered.definition, keepOrder: true },
        sealed: ordered.sealed,
        urlShown: '',
        urlWhole: true,
        signingUpdatedAt: null,
        signingPreviousUntil: null,
      },
      clock.now(),
    ),
  )
  bench.engine.start()
  for (let index = 0; index < 6; index += 1) await bench.fire()
  // One place is left when the last webhook finds two of these.
  await Promise.all([bench.fire(), bench.fire()])
  while (held.length < 64) await turn()
  const last = hosts.find((host) => held.filter((one) => one.host.startsWith(`${host}.`)).length === 7)
  expect(last).toBeDefined()

  // One of those that have nothing more to send leaves its place.
  const full = hosts.find((host) => held.filter((one) => one.host.startsWith(`${host}.`)).length === 8)
  held.find((one) => one.host.startsWith(`${full}.`))!.answer()
  for (let turns = 0; turns < 50 && held.length < 65; turns += 1) await turn()
  expect(held[64]?.host).toBe(`${last}.example.com`)
  while (held.length > 0) held.shift()!.answer()
  await bench.engine.close(0)
})
