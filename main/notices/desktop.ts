import type { Desktop, Untold } from '../../preload/contract/notice.ts'
import type { Clock } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxEnd, OutboxRow } from '../ledger/outbox.ts'
import type { Log } from '../log.ts'
import { aboutOf } from './about.ts'
import { type Group, type Notification, tellMany, tellOne } from './desktop-words.ts'
import { afterFaultMs, makeGather } from './pace.ts'
import { quietUntil } from './quiet-hours.ts'

/**
 * Notifications of the system. `clicked`: the analyst opened it. `failed`: the system refused to show it, which it may
 * say at once or a moment later.
 */
export type Notifier = {
  /** Whether this workstation shows any. */
  isSupported: () => boolean
  show: (notification: Notification, then: { clicked: () => void; failed: (why: string) => void }) => void
}
export const noNotifier: Notifier = { isSupported: () => false, show: () => {} }

type Effects = {
  ledger: Ledger
  clock: Clock
  settings: () => Desktop
  notifier: Notifier
  log: Pick<Log, 'error' | 'warn'>
}
type Waiting = Group & { rows: OutboxRow[] }
export type DesktopNotices = ReturnType<typeof openDesktop>

const gapMs = 15 * 60_000
/** Of that many webhooks, or rules, at a time each has a notification of its own. */
const mostApart = 3
const mostAtOnce = 1_000
/** Among so many of the newest there is one that was shown, or was to be. */
const mostLookedAt = 50

/**
 * Notices on the desktop. A disabling, and a rule that was stopped, is told at once; of anything else one per webhook in
 * 15 minutes, with what came in between counted. In quiet hours nothing is shown: what was written then is told after
 * them, one per webhook.
 * On disk before a notification is shown is that it will be: a crash in between shows it never rather than twice, and it
 * stays unread in the list.
 */
export function openDesktop({ ledger, clock, settings, notifier, log }: Effects) {
  let cancel = () => {}
  let closed = false
  const gather = makeGather(clock, run)

  function run(): void {
    cancel()
    if (closed) return
    try {
      const next = tellDue(clock.now())
      if (next !== null) cancel = clock.at(next, run)
    } catch (error) {
      log.error('notices could not be shown', error)
      cancel = clock.at(clock.now() + afterFaultMs, run)
    }
  }

  /** Answers when to look again; null: nothing waits. */
  function tellDue(now: number): number | null {
    const groups = takeWaiting()
    if (groups.length === 0) return null
    const quietEnd = quietUntil(now, settings())
    if (quietEnd !== null) return quietEnd
    const timed = groups.map((group) => ({ group, at: readyAt(group, now) }))
    const due = timed.filter(({ at }) => at <= now).map(({ group }) => group)
    for (const some of [due.filter(isOfRule), due.filter((group) => !isOfRule(group))])
      if (some.length > mostApart) tell(some, tellMany(some))
      else for (const group of some) tell([group], tellOne(group))
    const times = timed.map(({ at }) => at).filter((at) => at > now)
    return times.length === 0 ? null : Math.min(...times)
  }

  /** Waiting notices by what they tell of; those that are not wanted, or of what was deleted, wait no longer. */
  function takeWaiting(): Waiting[] {
    const wanted = settings()
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

  function readyAt({ about, notices }: Group, now: number): number {
    if (notices.some(({ kind }) => kind === 'disabled' || kind === 'stopped')) return now
    const shownAt = ledger.notices.shownAt(about.id)
    // A clock that was set back must not silence it for longer.
    return shownAt === null ? now : Math.min(shownAt + gapMs, now + gapMs)
  }

  function tell(groups: readonly Waiting[], notification: Notification): void {
    const rows = groups.flatMap((group) => group.rows)
    const ids = groups.flatMap(({ notices }) => notices.map(({ id }) => id))
    ledger.write(() => {
      if (ledger.outbox.claim(rows).length < rows.length) throw new Error('a notice was claimed twice')
    })
    const settle = (end: OutboxEnd) =>
      ledger.write((touched) => {
        rows.forEach(({ seq }) => ledger.outbox.settle(seq, end, clock.now()))
        touched.notices = true
      })
    if (!notifier.isSupported())
      return settle({ state: 'failed', code: 'unsupported', reason: 'This workstation shows no notifications.' })
    let isRefused = false
    const failed = (why: string) => {
      isRefused = true
      log.warn('the system did not show a notification', { why })
      if (closed) return
      keep('that a notice was not shown', () =>
        settle({ state: 'failed', code: 'not shown', reason: 'The system did not show it.' }),
      )
    }
    try {
      notifier.show(notification, { clicked: () => read(ids), failed })
    } catch (error) {
      failed(String(error))
    }
    if (!isRefused) settle({ state: 'sent', code: 'shown', reason: null })
  }

  const read = (ids: readonly string[]) => {
    if (closed) return
    keep('that a notice was opened', () =>
      ledger.write((touched) => {
        ledger.notices.read(ids, clock.now())
        touched.notices = true
      }),
    )
  }

  /** For what the system tells of whenever it likes: nobody there could do anything about a full disk. */
  function keep(what: string, write: () => void): void {
    try {
      write()
    } catch (error) {
      log.error(`${what} could not be kept`, error)
    }
  }

  return {
    /** Call once. */
    start: (): void => {
      const reason = 'The app ended while it was being shown.'
      ledger.write(() => ledger.outbox.interrupted('desktop', reason, clock.now()))
      run()
    },
    /** Something was written, perhaps a notice. */
    wake: (): void => {
      if (!closed) gather()
    },
    settingsChanged: run,
    /** Why none is shown; null where they are, as far as it is known. */
    untold: (): Untold | null => {
      if (!notifier.isSupported()) return 'unsupported'
      const last = ledger.outbox
        .page('desktop', mostLookedAt)
        .find(({ state }) => state === 'sent' || state === 'failed')
      return last?.code === 'not shown' ? 'failed' : null
    },
    close: (): void => {
      closed = true
      cancel()
    },
  }
}

const isOfRule = ({ about }: Group) => about.kind === 'rule'
