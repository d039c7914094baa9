import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { alwaysUp, noProxies, systemClock } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import type { Send } from '../../main/engine/send.ts'
import { openThreadedSender } from '../../main/engine/threaded-sender.ts'
import { type Ledger, openLedger } from '../../main/ledger/open.ts'
import { secrets } from '../support/plain-app.ts'
import { type Life, lifeSchema, type Told } from './kill-plan.ts'

// One life of the engine: the real ledger, engine and sender on the real clock. It dies by kill -9, from outside or by
// its own hand at a named point. Nothing in the product knows of it: the points lie in the effects it is given.

const { folder, events, steps, death } = lifeSchema.parse(JSON.parse(process.argv[2] ?? ''))
const tell = (told: Told) => void process.send?.(told)
const path = join(folder, 'ledger.sqlite')

let passed = 0
function comeBy(point: NonNullable<Life['death']>['point']): void {
  if (death?.point !== point || (passed += 1) !== death.nth) return
  process.kill(process.pid, 'SIGKILL')
  // Not one more step, even where the signal takes a moment.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function dieAtCommits(ledger: Ledger): Ledger {
  let inside = false
  return {
    ...ledger,
    write: (run) => {
      if (inside) return ledger.write(run)
      inside = true
      try {
        return ledger.write((touched) => {
          const result = run(touched)
          comeBy('before a commit')
          return result
        })
      } finally {
        inside = false
        comeBy('after a commit')
      }
    },
  }
}

const sender = openThreadedSender({ note: console.error })
const send: Send = async (request, options) => {
  comeBy('between commit and send')
  const result = await sender.send(request, options)
  comeBy('between answer and settle')
  return result
}

const ledger = openLedger({ path, onCommit: () => {} })
const engine = openEngine({
  ledger: dieAtCommits(ledger),
  clock: systemClock,
  secrets,
  send,
  dropIdle: sender.dropIdle,
  network: alwaysUp,
  proxies: noProxies,
  random: Math.random,
  settings: () => ({ retrySteps: steps }),
  log: { error: (what, error) => tell({ kind: 'trouble', what: `${what}: ${String(error)}` }) },
})
engine.start()

async function fire(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const title = `Event ${index} of ${process.pid}`
    const accepted = await engine.accept({ type: 'security.critical', data: { severity: 'critical', title } }, 'manual')
    tell({ kind: 'accepted', event: accepted.id })
    await wait(index % 3)
  }
}

/** Until nothing is left to send, as the file says. */
async function finish(): Promise<void> {
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  const left = reader.prepare("SELECT 1 FROM delivery WHERE state IN ('queued', 'sending', 'retrying') LIMIT 1")
  while (left.get() !== undefined) await wait(20)
  reader.close()
}

await Promise.all([fire(Math.ceil(events / 2)), fire(Math.floor(events / 2))])
await finish()
tell({ kind: 'over' })
await engine.close(0)
sender.close()
ledger.close()
process.disconnect?.()
