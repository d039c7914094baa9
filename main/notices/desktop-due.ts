import type { Desktop } from '../../preload/contract/notice.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxRow } from '../ledger/outbox.ts'
import { aboutOf } from './about.ts'
import type { Group } from './desktop-words.ts'

/** With the rows of the outbox that it is settled in. */
export type Waiting = Group & { rows: OutboxRow[] }

const gapMs = 15 * 60_000
const mostAtOnce = 1_000

/** Waiting notices by what they tell of; those that are not wanted, or of what was deleted, wait no longer. */
export function takeWaiting(ledger: Ledger, wanted: Desktop): Waiting[] {
  const groups = new Map<
    string,
    Pick<Group, 'about'> & { told: { row: OutboxRow; notice: Group['notices'][number] }[] }
  >()
  const unwanted: OutboxRow[] = []
  for (const row of ledger.outbox.due('desktop', 'notice', Number.MAX_SAFE_INTEGER, mostAtOnce)) {
    const notice = ledger.notices.get(row.ref)
    const about = notice && aboutOf(ledger, notice)
    if (!notice || !about || about.isGone || !wanted[notice.kind]) unwanted.push(row)
    else {
      const group = groups.get(about.id) ?? { about, told: [] }
      group.told.push({ row, notice })
      groups.set(about.id, group)
    }
  }
  if (unwanted.length > 0) ledger.write(() => unwanted.forEach(({ seq }) => ledger.outbox.drop(seq)))
  return [...groups.values()].map(({ about, told }) => ({
    about,
    rows: told.map(({ row }) => row),
    notices: told.map(({ notice }) => notice),
  }))
}

/** When the desktop may tell of it (ms since 1970): at once where it needs the analyst, else one in 15 minutes. */
export function readyAt(ledger: Ledger, { about, notices }: Group, now: number): number {
  if (notices.some(({ kind }) => kind === 'disabled' || kind === 'stopped')) return now
  const shownAt = ledger.notices.shownAt(about.id)
  // A clock that was set back must not silence it for longer.
  return shownAt === null ? now : Math.min(shownAt + gapMs, now + gapMs)
}
