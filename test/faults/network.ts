import { openWorkstation, type Workstation } from '../support/workstation.ts'
import { check } from './check.ts'
import { type FaultyReceiver, openFaultyReceiver, type Seen } from './network/faulty-receiver.ts'
import { openGuards } from './network/guards.ts'
import { makeIdentities } from './network/identities.ts'
import { type Kind, kinds } from './network/kinds.ts'
import { makeSwitch } from './network/silence.ts'
import type { Part } from './part.ts'
import type { Entry } from './record.ts'
import { makeChance } from './seeded-random.ts'

/** Enough to connect on a busy machine. */
const shortMs = 400
const plentyMs = 10_000
/** What the buffers of the system may have taken of an answer nobody reads. */
const mostUnread = 12_000_000
const signingSecret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`

/**
 * One fault on the wire, then none: a delivery meets it on its first attempt, over a new connection or one that was
 * used before, and arrives at the second. In some the webhook has a client certificate, or a proxy; and in some it is
 * disabled or deleted meanwhile, and silent until it is on again. Each seed is one kind, in turn.
 */
export const network: Part = {
  name: 'network',
  long: kinds.length * 50,
  short: kinds.length * 2,
  async run(seed, say = () => {}) {
    const kind = kinds[(seed - 1) % kinds.length]!
    const chance = makeChance(seed)
    const entries: Entry[] = []
    const identities = await makeIdentities()
    const station = await openWorkstation({ budget: kind.stalls ? shortMs : plentyMs })
    let webhook = ''
    const client = chance.maybe(0.5) ? identities.client : null
    const guards = await openGuards({ client, proxied: kind.proxied === true && chance.maybe(0.5) })
    const troubles: string[] = []
    const note = (entry: Entry) => void entries.push(entry)
    const onBytes = () => note({ kind: 'bytes', at: station.clock.monotonic(), webhook })
    const onRequest = ({ headers, client: shown, ...seen }: Seen, answered: boolean) => {
      if ((shown !== null) !== (client !== null)) troubles.push(`client certificate: it is that of ${shown}`)
      const of = { delivery: headers['webhook-id'] ?? '', attempt: Number(headers['x-castellan-attempt']) }
      const at = station.clock.monotonic()
      entries.push({ kind: 'request', at, webhook, headers, ...of, ...seen })
      if (answered || kind.code === 'accepted') {
        entries.push({ kind: 'answered', at, ...of, status: 200, retryAfterMs: null })
      }
    }
    const receiver = await openFaultyReceiver(identities, chance, { onBytes, onRequest })
    const accept = async (data: Record<string, unknown> = {}) => {
      const [id = ''] = await station.fire(data)
      const { delivery } = await station.detail(id)
      entries.push({ kind: 'accepted', at: station.clock.monotonic(), event: delivery.eventId, wanted: [webhook] })
      return id
    }
    try {
      webhook = await station.add({ url: receiver.url, caCertificate: identities.ca, signingSecret, ...guards.draft })
      const warm = kind.trouble !== 'away' && !kind.trouble.accept && !kind.trouble.identity && chance.maybe(0.5)
      say(`${kind.name}, over ${warm ? 'a connection used before' : 'a new connection'}`)
      if (warm) await accept()
      if (kind.trouble === 'away') await receiver.away()
      else receiver.break(kind.trouble)
      const analyst = makeSwitch({ station, chance, webhook, note })
      // Only what stalls leaves the time to.
      const isMeanwhile = kind.stalls === true && chance.maybe(0.5)
      const struck = receiver.struck()
      const accepted = accept(kind.large ? { description: 'x'.repeat(200_000) } : {})
      if (isMeanwhile) await struck.then(() => analyst.off())
      const id = await accepted
      troubles.push(...(await (isMeanwhile ? judgeBrokenOff(station, id) : judge(kind, station, id, warm))))
      const isOff = isMeanwhile || (kind.code !== 'accepted' && chance.maybe(0.5))
      if (isOff) {
        say(`${analyst.words} ${isMeanwhile ? 'while it stalls' : 'while it waits'}`)
        if (!isMeanwhile) await analyst.off()
        await analyst.stay()
      }
      if (kind.trouble === 'away') await receiver.back()
      if (isOff) await analyst.on()
      if (!guards.wasUsed()) troubles.push('proxy: nothing came by it')
      // Once is enough, unless the machine is so busy that the short budget does not do.
      let { delivery } = await station.detail(id)
      for (const wait of [5_000, 30_000, 120_000]) {
        if (delivery.state === 'delivered') break
        await station.pass(wait)
        delivery = (await station.detail(id)).delivery
      }
      if (delivery.state !== 'delivered') troubles.push(`in the end: it is ${delivery.state} (${delivery.lastCode})`)
    } finally {
      await station.quit()
      troubles.push(...(await leftOpen(receiver)))
      await receiver.close()
      await guards.close()
    }
    const page = station.messages.map((message) => JSON.stringify(message))
    const signing = new Map([[webhook, [signingSecret]]])
    const record = {
      folder: station.folder,
      entries,
      signing,
      secrets: [signingSecret, ...guards.secrets],
      log: station.errors,
      page,
    }
    troubles.push(...check(record), ...station.errors)
    station.removeFolder()
    return troubles
  },
}

/** The one attempt so far: its code, phase and words, and when the next one is due. */
async function judge(kind: Kind, station: Workstation, id: string, warm: boolean): Promise<string[]> {
  const { delivery, attempts } = await station.detail(id)
  const broken: string[] = []
  const expected = (what: string, found: unknown, right: boolean) => {
    if (!right) broken.push(`${what}: it is ${JSON.stringify(found)} (${kind.name})`)
  }
  const [attempt] = attempts
  const phase = attempt?.trace?.failedPhase ?? null
  expected('one attempt', attempts.length, attempts.length === 1)
  expected(`code ${kind.code}`, attempt?.code, attempt?.code === kind.code)
  expected(
    `phase ${kind.phases.join(' or ') || 'none'}`,
    phase,
    phase === null ? kind.phases.length === 0 : kind.phases.includes(phase),
  )
  expected('reused', attempt?.trace?.reused, attempt?.trace?.reused === warm)
  expected('body of an answer', attempt?.answer?.body.length, (attempt?.answer?.body.length ?? 0) <= 16 * 1024)
  if (kind.code === 'accepted') {
    expected('delivered', delivery.state, delivery.state === 'delivered')
    return broken
  }
  const words = Object.values(attempt?.explanation ?? {})
  expected('words', words, words.length === 3 && words.every((line) => line.length > 12))
  const due = (delivery.nextAttemptAt ?? 0) - station.clock.now()
  expected('due in 5 s or a bit more', due, delivery.state === 'retrying' && due >= 5_000 && due <= 5_500)
  return broken
}

/** Broken off by the analyst, it is held. */
async function judgeBrokenOff(station: Workstation, id: string): Promise<string[]> {
  const { delivery, attempts } = await station.detail(id)
  const found = [delivery.state, ...attempts.map(({ code }) => code)].join(', ')
  return found === 'held, stopped' ? [] : [`broken off: it is ${found}`]
}

/** Sockets are closed soon after, not before, they were told to. */
async function leftOpen(receiver: FaultyReceiver): Promise<string[]> {
  receiver.listenAgain()
  const end = performance.now() + 5_000
  while (receiver.open > 0 && performance.now() < end) await new Promise(setImmediate)
  if (receiver.open > 0) return [`no socket is left open: ${receiver.open} are`]
  return receiver.written > mostUnread ? [`no more is read than is kept: ${receiver.written} bytes left`] : []
}
