import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startTelling } from './kill-line.ts'
import type { Life, Told } from './kill-plan.ts'
import type { noteSecrets } from './kill-secrets.ts'
import type { noteSwitches } from './kill-switches.ts'
import type { Entry } from './record.ts'

const path = fileURLToPath(new URL('kill-child.ts', import.meta.url))
const mostMs = 30_000

type Circumstances = {
  /** Kills from outside. */
  killAfterMs: number | null
  now: () => number
  note: (entry: Entry) => void
  switches: ReturnType<typeof noteSwitches>
  secrets: ReturnType<typeof noteSecrets>
  /** Until the receiver has seen what is on the way to it. */
  drained: () => Promise<void>
  troubles: string[]
}

/** Runs one process until it is dead or done, and writes down what it tells. Answers how it ended. */
export async function live(
  life: Life,
  { killAfterMs, now, note, switches, secrets, drained, troubles }: Circumstances,
) {
  const isToDie = killAfterMs !== null || life.death !== null

  async function hear(told: Told, child: ChildProcess): Promise<void> {
    const at = now()
    switch (told.kind) {
      case 'found':
        return switches.found(told.webhooks, told.held)
      case 'committed':
        // What left before the commit is at the receiver's door by now, and may stand there still.
        await drained()
        return switches.committed(told.webhooks, told.held, told.freed)
      case 'accepted':
        // One that was deleted may come back, and then finds what it missed.
        return note({ kind: 'accepted', at, event: told.event, wanted: life.webhooks })
      case 'releases':
        return note({ kind: 'released', at, webhook: told.webhook })
      case 'resumed':
        return note({ kind: 'resumed', at, webhook: told.webhook, all: told.all })
      case 'rotates':
        return secrets.rotates(told.webhook, told.wall)
      case 'signs':
        return secrets.signs(told.webhook, told.secret, told.wall)
      case 'trouble':
        return void troubles.push(`the app logged: ${told.what}`)
      case 'over':
        // A life that is to be killed and ran out of work before: it dies now.
        return void (isToDie && child.kill('SIGKILL'))
    }
  }

  const { child, ended } = startTelling(path, JSON.stringify(life), hear)
  const stuck = setTimeout(() => child.kill('SIGKILL'), mostMs)
  const killer = killAfterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const { code, signal } = await ended
  clearTimeout(stuck)
  if (killer) clearTimeout(killer)
  return signal === null ? (code === 0 ? 'ended by itself' : `ended with ${code}`) : `killed (${signal})`
}
