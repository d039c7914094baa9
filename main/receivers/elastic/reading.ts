import type { Judged } from '../receiver.ts'
import { isSuccessStatus } from '../parts/success-status.ts'

// An answer may be cut at 16 KiB, within a reason that quotes the event, and is then no JSON any more. So it is matched
// as text. What is quoted can't pass for a key: its own quotes are escaped.

type Item = { failed: boolean; status: number; type: string; reason: string; index: string; stored: string }

const textAt = (text: string, key: string): string => {
  const found = new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)`).exec(text)?.[1] ?? ''
  try {
    return String(JSON.parse(`"${found}"`))
  } catch {
    return found
  }
}

/** What became of the one document of a `_bulk` request; null: not its answer. */
function itemOf({ status, text }: Judged): Item | null {
  const errors = isSuccessStatus({ status }) ? /"errors"\s*:\s*(true|false)/.exec(text)?.[1] : undefined
  if (errors === undefined) return null
  return {
    failed: errors === 'true',
    status: Number(/"status"\s*:\s*(\d{3})/.exec(text)?.[1] ?? 0),
    type: textAt(text, 'type'),
    reason: textAt(text, 'reason'),
    index: textAt(text, '_index'),
    stored: textAt(text, 'failure_store'),
  }
}

/** `said`: what is worth telling of it. */
export const whenItem =
  (isIt: (item: Item) => boolean, said: (item: Item) => string) =>
  (answer: Judged): boolean | string => {
    const item = itemOf(answer)
    return item !== null && isIt(item) && said(item)
  }

export const complaint = ({ type, reason }: Pick<Item, 'type' | 'reason'>) =>
  reason === '' ? type : `${type}: ${reason}`

/** A request that was refused as a whole. `type`: of the error, as Elasticsearch names it. */
export const whenWhole =
  (status: number, type: RegExp) =>
  (answer: Judged): boolean | string => {
    if (answer.status !== status || !answer.text.includes('"error"')) return false
    const found = { type: textAt(answer.text, 'type'), reason: textAt(answer.text, 'reason') }
    return type.test(found.type) && complaint(found)
  }
