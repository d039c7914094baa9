import type { Judged } from '../receiver.ts'
import { isSuccessStatus } from './success-status.ts'

/** What a server that speaks to people says, whatever it calls it. */
export const isHtml = ({ text }: Pick<Judged, 'text'>): boolean => /^\s*<(!doctype html|html)\b/i.test(text)

/** An API answers JSON: a page with a success status is a login form, a proxy, or an instance that sleeps. */
export const isWebPage = (answer: Pick<Judged, 'status' | 'header' | 'text'>): boolean =>
  isSuccessStatus(answer) &&
  answer.text.trim() !== '' &&
  (/^text\/html\b/i.test(answer.header('content-type') ?? '') || isHtml(answer))
