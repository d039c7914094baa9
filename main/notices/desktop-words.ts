import { mostAttempts } from '../../preload/contract/delivery.ts'
import { type NoticeAbout, type NoticeKind, noticeKinds } from '../../preload/contract/notice.ts'
import type { Shown } from '../../preload/contract/changes.ts'
import type { NoticeRow } from '../ledger/notices.ts'
import { oneLine } from './one-line.ts'
import { noticeTitles } from './titles.ts'

/** What the desktop shows. `place`: what a click on it opens; null: the window as it is. */
export type Notification = { title: string; body: string; place: Shown | null }

/** Notices of one webhook or rule that wait to be told, oldest first, never none. */
export type Group = { about: NoticeAbout; notices: readonly NoticeRow[] }

// Desktops cut long texts where they like; the reason comes first.
const longest = 240

/** One notification for one webhook or rule: its newest notice, and how many came before it. */
export function tellOne({ about, notices }: Group): Notification {
  const newest = notices.at(-1)
  if (newest === undefined) throw new Error('a notification of nothing')
  const more = notices.length > 1 ? ` And ${notices.length - 1} more.` : ''
  return {
    title: plain(`${noticeTitles[newest.kind]}: ${about.name}`),
    body: `${plain(bodyOf(newest))}${more}`,
    place: placeOf(about, newest),
  }
}

function placeOf({ kind, id }: NoticeAbout, newest: NoticeRow): Shown {
  if (kind === 'rule') return { screen: 'rules', ruleId: id }
  return newest.kind === 'early' && newest.delivery_id !== null
    ? { screen: 'deliveries', deliveryId: newest.delivery_id }
    : { screen: 'webhooks', webhookId: id }
}

/** One for many webhooks, or many rules, at a time, so that a proxy that breaks is no wall of notifications. */
export function tellMany(groups: readonly Group[]): Notification {
  const count = (kind: NoticeKind) => groups.filter(({ notices }) => notices.at(-1)?.kind === kind).length
  const parts = noticeKinds.flatMap((kind) => {
    const found = count(kind)
    return found === 0 ? [] : [`${found} ${summaries[kind]}`]
  })
  const names = groups.slice(0, 3).map(({ about }) => about.name)
  const others = groups.length > names.length ? `, and ${groups.length - names.length} more` : ''
  return {
    title: `${groups.length} ${groups[0]?.about.kind ?? 'webhook'}s: ${parts.join(', ')}`,
    body: plain(`${names.join(', ')}${others}.`),
    place: { screen: 'notices' },
  }
}

const summaries: Record<NoticeKind, string> = {
  disabled: 'disabled',
  early: 'failing',
  recovered: 'working again',
  stopped: 'stopped',
}

function bodyOf({ kind, reason }: NoticeRow): string {
  switch (kind) {
    case 'disabled':
      return `${reason}. Its events are kept until you enable it.`
    case 'early':
      return `${reason} (attempt 3 of ${mostAttempts}).`
    case 'recovered':
      return `${reason}.`
    case 'stopped':
      return `${reason} Until then it fires no alert.`
  }
}

/**
 * SECURITY: names, and what receivers say, are others' text. Some Linux desktops read markup in a notification
 * (Desktop Notifications Specification, body-markup), and characters that turn the direction of writing can make it lie.
 */
const plain = (text: string) => oneLine(text, longest).replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆')
