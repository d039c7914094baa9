import type { NoticeKind } from '../../preload/contract/notice.ts'

/** What a notice is called on the desktop, in subjects and in lists; the name of the webhook or rule follows. */
export const noticeTitles: Record<NoticeKind, string> = {
  disabled: 'Webhook disabled',
  early: 'Webhook failing',
  recovered: 'Webhook works again',
  stopped: 'Rule stopped',
}
