import type { Handlers } from '../../preload/contract/commands.ts'
import type { Effects } from './effects.ts'

type NoticeHandlers = Pick<Handlers, Extract<keyof Handlers, `notices.${string}`>>

/** What the analyst has seen of what there was to tell. */
export function makeNoticeHandlers({ ledger, clock }: Pick<Effects, 'ledger' | 'clock'>): NoticeHandlers {
  return {
    'notices.read': ({ ids }) =>
      ledger.write((touched) => {
        ledger.notices.read(ids, clock.now())
        touched.notices = true
        return {}
      }),
    'notices.readAll': () =>
      ledger.write((touched) => {
        ledger.notices.readAll(clock.now())
        touched.notices = true
        return {}
      }),
  }
}
