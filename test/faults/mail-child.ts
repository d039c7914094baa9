import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { alwaysUp, type Clock, noProxies } from '../../main/engine/effects.ts'
import { makeId } from '../../main/engine/ids.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { openMailOutbox } from '../../main/notices/mail-outbox.ts'
import { type Mailer, openMailer } from '../../main/notices/mail-session.ts'
import { anAccount } from '../support/mail-accounts.ts'

// One life of the mail: the real ledger, outbox and SMTP. It dies by kill -9, from outside or by its own hand at a named
// point. Nothing in the product knows of it: the points lie in the effects it is given.

export const mailLifeSchema = z.object({
  folder: z.string(),
  webhook: z.string(),
  port: z.number(),
  ca: z.string(),
  /** Who gets the mails. */
  to: z.array(z.string()),
  /** To be written while mails go out. */
  notices: z.number(),
  /** Critical events, each to be mailed. */
  events: z.number(),
  death: z
    .object({ point: z.enum(['before a commit', 'after a commit', 'between answer and settle']), nth: z.number() })
    .nullable(),
})
export type MailLife = z.infer<typeof mailLifeSchema>

const life = mailLifeSchema.parse(JSON.parse(process.argv[2] ?? ''))

/** Minutes go by in a part of a second, so that retries can be waited for. */
const speed = 400
const begun = Date.now()
const now = () => begun + (Date.now() - begun) * speed
const clock: Clock = {
  now,
  monotonic: () => performance.now() * speed,
  at: (time, run) => {
    const timer = setTimeout(run, Math.max(0, time - now()) / speed)
    return () => clearTimeout(timer)
  },
}

let passed = 0
function comeBy(point: NonNullable<MailLife['death']>['point']): void {
  if (life.death?.point !== point || (passed += 1) !== life.death.nth) return
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const real = openLedger({ path: join(life.folder, 'ledger.sqlite'), onCommit: () => outbox?.wake() })
const ledger: typeof real = {
  ...real,
  write: (run) => {
    const result = real.write((touched) => {
      const made = run(touched)
      comeBy('before a commit')
      return made
    })
    comeBy('after a commit')
    return result
  },
}
const mailer = openMailer({
  trust: { bundled: () => [], system: () => [] },
  proxies: noProxies,
  patience: { open: 3_000, send: 3_000 },
})
const dying: Mailer = async (account, signal) => {
  const opened = await mailer(account, signal)
  if (!opened.ok) return opened
  const { send, ...session } = opened.session
  const sendAndDie: typeof send = async (letter) => {
    const sent = await send(letter)
    comeBy('between answer and settle')
    return sent
  }
  return { ok: true, session: { ...session, send: sendAndDie } }
}
const account = anAccount(life, { to: life.to, critical: 'always' })
const log = { info: () => {}, error: console.error }
let outbox: ReturnType<typeof openMailOutbox> | null = null
outbox = openMailOutbox({
  ledger,
  clock,
  network: alwaysUp,
  accounts: { wants: () => account, stored: () => account },
  mailer: dying,
  log,
  changed: () => {},
})
outbox.start()
process.stdout.write('begun\n')

for (let count = 0; count < life.notices; count += 1) {
  const notice = { kind: 'early' as const, webhookId: life.webhook, deliveryId: null, reason: 'HTTP 503', at: now() }
  ledger.write(() => ledger.notices.insert({ id: makeId('ntc', now()), ...notice }))
  await wait(10)
}
for (let count = 0; count < life.events; count += 1) {
  const id = makeId('evt', now())
  const at = now()
  // As mail.ts does: the event, and that it is to be mailed, at once.
  ledger.write(() => {
    ledger.events.insert({
      id,
      type: 'security.critical',
      timestamp: new Date(at).toISOString(),
      // By its title it is known again in the mails.
      data: { severity: 'critical', title: id },
      subject: null,
      source: 'manual',
      acceptedAt: at,
    })
    ledger.outbox.add('mail', 'event', id, at)
  })
  await wait(10)
}
const isOpen = () => ledger.outbox.page('mail', 1000).some(({ state }) => state === 'waiting' || state === 'sending')
while (isOpen()) await wait(20)
await outbox.close()
ledger.close()
