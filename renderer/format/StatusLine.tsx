import type { Status } from '../../preload/contract/webhook.ts'
import { useTimeWords } from './now.ts'
import { statusLine, statusReason } from './status-line.ts'

/** The status in words, its countdown running. `reasonOnly` where a pill beside it says the word already. */
export function StatusLine({ status, reasonOnly = false }: { status: Status; reasonOnly?: boolean }) {
  return <>{useTimeWords((now) => (reasonOnly ? statusReason : statusLine)(status, now))}</>
}
