import type { Send, SendResult } from '../../../main/engine/send.ts'
import type { Phase, Trace } from '../../../preload/contract/outcome.ts'
import type { Entry } from '../record.ts'
import type { Chance } from '../seeded-random.ts'
import { type Fate, fateOf, type Mood } from './moods.ts'
import type { SimTime } from './time.ts'
import type { Watch } from './watch.ts'

export type Internet = ReturnType<typeof openInternet>

type Sides = { time: SimTime; chance: Chance; write: (entry: Entry) => void; watch: Watch }
type Flight = { cut: () => void; drop: () => void }

const order = ['dns', 'connect', 'tls', 'send', 'answer'] as const

/** The address of the receiver of a webhook; who asks for it is known by it. */
export const urlOf = (webhook: string, token: string, end: string) =>
  `https://${webhook.replace('_', '-')}.example.${end}/hook/${token}`

/** The receivers and the way to them. */
export function openInternet({ time, chance, write, watch }: Sides) {
  const moodOf = new Map<string, Mood>()
  const flights = new Set<Flight>()
  let pluggedIn = true
  let proxyFault: string | null = null
  /** Told of each answer that has reached the sender. */
  let answered = () => {}
  let calls = 0

  function fateNow(webhook: string): Fate {
    if (!pluggedIn) return noCable(chance)
    if (proxyFault !== null) return { kind: 'fault', after: chance.between(1, 100), code: proxyFault, phase: 'connect' }
    return fateOf(moodOf.get(webhook) ?? 'well', chance)
  }

  function openSend(): Send {
    return ({ url, headers, body }, { signal, budget: left = 10_000, fresh = false }) => {
      // Choosing the way takes some of it by a clock that runs by itself; no run may follow from that.
      const budget = Math.ceil(left / 1000) * 1000
      calls += 1
      const { promise, resolve } = Promise.withResolvers<SendResult>()
      const webhook = url.hostname.split('.')[0]!.replace('-', '_')
      const lines = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
      const delivery = lines['webhook-id'] ?? ''
      const attempt = Number(lines['x-castellan-attempt'])
      const of = { delivery, attempt }
      const fate = fateNow(webhook)
      // Some say in their answer what they were sent.
      const echoes = chance.maybe(0.2)
      const timers: (() => void)[] = []
      let reached = false
      if (!fresh) {
        watch.began(webhook, of)
        write({ kind: 'begun', at: time.real(), ...of })
      }

      function end(result: SendResult, then = () => {}): void {
        if (!flights.delete(flight)) return
        for (const cancel of timers) cancel()
        if (!fresh) watch.ended(webhook)
        if (!fresh && !reached && !pluggedIn) write({ kind: 'offline', at: time.real(), ...of })
        resolve(result)
        then()
      }
      const fault = (why: 'budget' | 'stopped' | 'error', code: string, phase: Phase): void =>
        end({ kind: 'fault', why, code, afterHeaders: false, trace: traceTo(phase, true) })
      const hang = (phase: Phase) =>
        void timers.push(time.after(budget, () => fault('budget', '', reached && phase !== 'answer' ? 'send' : phase)))
      const flight: Flight = {
        // Some systems notice that the cable is out, others wait for an answer until the end.
        cut: () => {
          for (const cancel of timers.splice(0)) cancel()
          const phase = reached ? 'answer' : 'connect'
          if (chance.maybe(0.5)) timers.push(time.after(1, () => fault('error', 'ECONNRESET', phase)))
          else timers.push(time.after(9_000, () => fault('budget', '', phase)))
        },
        drop: () => {
          flights.delete(flight)
          for (const cancel of timers) cancel()
        },
      }
      flights.add(flight)
      signal.addEventListener('abort', () => fault('stopped', '', reached ? 'answer' : 'connect'))
      if (signal.aborted) fault('stopped', '', 'connect')

      const phase = fate.kind === 'answer' ? 'answer' : fate.phase
      const reaches = phase === 'send' || phase === 'answer'
      const lead = chance.between(0, 40)
      timers.push(
        time.after(lead, () => {
          if (!reaches) return
          reached = true
          if (fresh) return
          const seen = { kind: 'request', at: time.real(), ...of, webhook, method: 'POST', url: url.href } as const
          write({ ...seen, headers: lines, body: Buffer.from(body, 'utf8') })
        }),
      )
      switch (fate.kind) {
        case 'hang':
          hang(phase)
          break
        case 'fault':
          timers.push(time.after(lead + fate.after, () => fault('error', fate.code, phase)))
          break
        case 'answer':
          timers.push(
            time.after(lead + fate.after, () => {
              const { hint, text } = hintOf(fate.retryAfter, time.wall())
              const shown: [string, string][] = text === null ? [] : [['retry-after', text]]
              if (echoes)
                shown.push(
                  ['location', url.href],
                  ...headers.map(([name, value]) => [`x-was-${name}`, value] as [string, string]),
                )
              const said = echoes ? JSON.stringify({ url: url.href, path: url.pathname, headers, body }) : 'ok'
              const answer = { status: fate.status, headers: shown, body: said, truncated: false }
              if (!fresh) write({ kind: 'answered', at: time.real(), ...of, status: fate.status, retryAfterMs: hint })
              end({ kind: 'answer', answer, trace: traceTo('answer', false) }, fresh ? undefined : answered)
            }),
          )
          if (lead + fate.after > budget) timers.push(time.after(budget, () => fault('budget', '', 'answer')))
          break
      }
      return promise
    }
  }

  return {
    openSend,
    calls: () => calls,
    setMood: (webhook: string, mood: Mood) => void moodOf.set(webhook, mood),
    pluggedIn: () => pluggedIn,
    /** The code with which the proxy of the workstation fails from now on; null: it works. */
    setProxyFault: (code: string | null) => void (proxyFault = code),
    unplug(): void {
      pluggedIn = false
      for (const flight of flights) flight.cut()
    },
    plugIn: () => void (pluggedIn = true),
    /** The process is gone: nobody hears how its requests end. */
    dropAll(): void {
      for (const flight of flights) flight.drop()
    },
    /** Calls once, as soon as the next answer has reached the sender, before it can do anything with it. */
    onAnswer: (run: () => void) => {
      answered = () => {
        answered = () => {}
        run()
      }
    },
  }
}

/** What an answer says of waiting, and what that asks for, ms; `in 90` is written as the date it will be then. */
function hintOf(retryAfter: string | null, wall: number): { text: string | null; hint: number | null } {
  if (retryAfter?.startsWith('in ')) {
    const text = new Date(wall + Number(retryAfter.slice(3)) * 1000).toUTCString()
    return { text, hint: Math.max(0, Date.parse(text) - wall) }
  }
  const isNumber = retryAfter !== null && /^\d+$/.test(retryAfter)
  return { text: retryAfter, hint: isNumber ? Number(retryAfter) * 1000 : null }
}

const noCable = (chance: Chance): Fate =>
  chance.pick<Fate>([
    { kind: 'fault', after: 1, code: 'ENETUNREACH', phase: 'connect' },
    { kind: 'fault', after: 1, code: 'ENOTFOUND', phase: 'dns' },
    { kind: 'fault', after: 1, code: 'EAI_AGAIN', phase: 'dns' },
    { kind: 'hang', phase: 'dns' },
    { kind: 'hang', phase: 'connect' },
  ])

function traceTo(phase: Phase, failed: boolean): Trace {
  const reached = order.slice(0, order.indexOf(phase as (typeof order)[number]) + 1)
  return {
    phases: Object.fromEntries(reached.map((name) => [name, 1])),
    failedPhase: failed ? phase : null,
    reused: false,
    address: '192.0.2.7',
    addressClass: 'public',
    proxy: null,
    tls: null,
  }
}
