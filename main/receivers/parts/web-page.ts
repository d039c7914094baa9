import type { Judged } from '../receiver.ts'

export const isSuccessStatus = ({ status }: Pick<Judged, 'status'>): boolean => status >= 200 && status < 300

/** An API answers JSON: a page with a success status is a login form, a proxy, or an instance that sleeps. */
export const isWebPage = (answer: Judged): boolean =>
  isSuccessStatus(answer) &&
  (/^text\/html\b/i.test(answer.header('content-type') ?? '') || /^\s*<(!doctype|html)\b/i.test(answer.text))
