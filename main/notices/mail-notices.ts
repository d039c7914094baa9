import { mostAttempts } from '../../preload/contract/delivery.ts'
import type { NoticeAbout } from '../../preload/contract/notice.ts'
import type { Explanation } from '../../preload/contract/outcome.ts'
import { explain } from '../engine/explain.ts'
import type { NoticeRow } from '../ledger/notices.ts'
import type { Ledger } from '../ledger/open.ts'
import type { WebhookRow } from '../ledger/webhooks.ts'
import { aboutOf } from './about.ts'
import type { MailBody } from './mail-letter.ts'
import { noticeTitles } from './titles.ts'

/** The mail of one notice; null where what it tells of was deleted meanwhile: nothing is told of it any more. */
export function mailOfNotice(ledger: Ledger, notice: NoticeRow): MailBody | null {
  if (aboutOf(ledger, notice).isGone) return null
  const webhook = notice.webhook_id === null ? null : ledger.webhooks.get(notice.webhook_id)
  return webhook === null ? mailOfRule(ledger, notice) : mailOfWebhook(ledger, notice, webhook)
}

function mailOfRule(ledger: Ledger, notice: NoticeRow): MailBody {
  const { id, name } = aboutOf(ledger, notice)
  return {
    subject: subjectOf(notice, name),
    headline: `The alert rule “${name}” was stopped`,
    rows: [
      { label: 'Rule', value: name },
      { label: 'Stopped', value: timeWords(notice.at) },
      { label: 'Reason', value: notice.reason },
    ],
    steps: [
      `Open Castellan Webhooks → Rules → ${name}. Edit its conditions as the reason says, then enable it.`,
      'Until then it looks at nothing, and fires no alert. All else goes on.',
    ],
    link: linkTo('rule', id),
  }
}

function mailOfWebhook(ledger: Ledger, notice: NoticeRow, webhook: WebhookRow): MailBody | null {
  const { name } = webhook.definition
  const failure = lastFailure(ledger, notice)
  const { held } = ledger.deliveries.ofWebhook(webhook.id)
  // SECURITY: the URL as the window shows it; whole, it may itself be a secret.
  const about = [
    { label: 'Webhook', value: name },
    { label: 'URL', value: webhook.url_shown },
  ]
  const lastError = failure === null ? [] : [{ label: 'Last error', value: `${failure.what} ${failure.why}` }]
  const fix = failure === null ? [] : [failure.next]
  const open = `Open Castellan Webhooks → Webhooks → ${name}.`
  const link = linkTo('webhook', webhook.id)

  switch (notice.kind) {
    case 'disabled':
      return {
        subject: subjectOf(notice, name),
        headline: `The webhook “${name}” was disabled`,
        rows: [
          ...about,
          { label: 'Disabled', value: timeWords(notice.at) },
          { label: 'Reason', value: notice.reason },
          ...lastError,
          { label: 'Held', value: heldWords(held) },
        ],
        steps: [...fix, `${open} Enable it, then press Test Webhook.`, 'Then send what is held, or dismiss it.'],
        link,
      }
    case 'early':
      return {
        subject: subjectOf(notice, name),
        headline: `Deliveries to “${name}” fail`,
        rows: [
          ...about,
          { label: 'Since', value: timeWords(sinceOf(webhook, notice.at)) },
          { label: 'Reason', value: `${notice.reason} (attempt 3 of ${mostAttempts})` },
          ...lastError,
        ],
        steps: [...fix, `${open} If all ${mostAttempts} attempts fail, it is disabled by itself.`],
        link,
      }
    case 'recovered':
      return {
        subject: subjectOf(notice, name),
        headline: `The webhook “${name}” works again`,
        rows: [
          ...about,
          { label: 'Recovered', value: timeWords(notice.at) },
          { label: 'Reason', value: notice.reason },
          ...(held > 0 ? [{ label: 'Held', value: heldWords(held) }] : []),
        ],
        steps: held > 0 ? [`${open} Send what is held, or dismiss it.`] : ['Nothing: deliveries go on by themselves.'],
        link,
      }
    case 'stopped':
      return null
  }
}

const subjectOf = ({ kind }: NoticeRow, name: string) => `${noticeTitles[kind]}: ${name}`

/** The installed app registers the scheme, and shows the webhook or rule: shell/deep-link.ts. */
export const linkTo = (kind: NoticeAbout['kind'], id: string) => `castellan-webhooks://${kind}/${id}`

/** 2026-11-23 10:42 UTC */
export const timeWords = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const heldWords = (held: number) =>
  held === 0
    ? 'Nothing yet. Matching events are kept from now on.'
    : held === 1
      ? '1 event is kept'
      : `${held} events are kept`

const sinceOf = ({ last_attempt_ok: ok, since }: WebhookRow, at: number) => (ok === false ? Math.min(since, at) : at)

/** The failed attempt it tells of. */
function lastFailure(ledger: Ledger, notice: NoticeRow): Explanation | null {
  const delivery = notice.delivery_id === null ? null : ledger.deliveries.get(notice.delivery_id)
  if (delivery === null) return null
  const attempts = ledger.attempts.ofDelivery(delivery.seq)
  const attempt = attempts.findLast(
    ({ ended_at: ended, code }) => code !== null && ended !== null && ended <= notice.at,
  )
  return attempt?.code ? explain(attempt.code, attempt.detail, false) : null
}
