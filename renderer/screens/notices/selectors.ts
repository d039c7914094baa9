import { mostNotices } from '../../../preload/contract/notice.ts'

export function answerWords(unread: number, listed: number): string {
  if (listed === 0) return ''
  const words = unread === 0 ? 'All read' : `${unread} unread`
  return listed < mostNotices ? words : `${words} · the newest ${mostNotices} are listed`
}
