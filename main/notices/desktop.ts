import type { Desktop, Untold } from '../../preload/contract/notice.ts'
import type { Clock } from '../engine/effects.ts'
import type { Ledger } from '../ledger/open.ts'
import type { OutboxEnd } from '../ledger/outbox.ts'
import type { Log } from '../log.ts'
import { readyAt, takeWaiting, type Waiting } from './desktop-due.ts'
import { type Group, type Notification, tellMany, tellOne } from './desktop-words.ts'
import type { Notifier } from './notifier.ts'
import { afterFaultMs, makeGather } from './pace.ts'
import { quietUntil } from './quiet-hours.ts'

type Effects = {
  ledger: Ledger
  clock: Clock
  settings: () => Desktop
  notifier: Notifier
  log: Pick<Log, 'error' | 'warn'>
}
export type DesktopNotices = ReturnType<typeof openDesktop>

/** Of that many webhooks, or rules, at a time each has a notification of its own. */
const mostApart = 3
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
    const groups = takeWaiting(ledger, settings())
    if (groups.length === 0) return null
    const quietEnd = quietUntil(now, settings())
    if (quietEnd !== null) return quietEnd
    const timed = groups.map((group) => ({ group, at: readyAt(ledger, group, now) }))
    const due = timed.filter(({ at }) => at <= now).map(({ group }) => group)
    for (const some of [due.filter(isOfRule), due.filter((group) => !isOfRule(group))])
      if (some.length > mostApart) tell(some, tellMany(some))
      else for (const group of some) tell([group], tellOne(group))
    const times = timed.map(({ at }) => at).filter((at) => at > now)
    return times.length === 0 ? null : Math.min(...times)
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
