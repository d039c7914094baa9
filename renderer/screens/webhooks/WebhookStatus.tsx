import type { Status, Webhook } from '../../../preload/contract/webhook.ts'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import { StatusLine } from '../../format/StatusLine.tsx'
import { useTimeWords } from '../../format/now.ts'
import { statusLine, statusNames } from '../../format/status-line.ts'

const looks: Record<Status['kind'], { tone: Tone; shape: string }> = {
  active: { tone: 'ok', shape: '●' },
  warning: { tone: 'warn', shape: '▲' },
  disabled: { tone: 'off', shape: '■' },
}

/** The status with its reason. In a list an active webhook needs no reason: it would be the same in every row. */
export function WebhookStatus({ webhook, oneLine = false }: { webhook: Webhook; oneLine?: boolean }) {
  const { status, held } = webhook
  const whole = useTimeWords((now) => statusLine(status, now))
  const quiet = oneLine && status.kind === 'active' && held === 0
  return (
    <StatusPill
      {...looks[status.kind]}
      word={statusNames[status.kind]}
      oneLine={oneLine}
      title={oneLine ? whole : undefined}
    >
      {quiet ? undefined : (
        <>
          {oneLine ? reasonInShort(status) : <StatusLine status={status} reasonOnly />}
          {held > 0 && ` · ${held} held`}
        </>
      )}
    </StatusPill>
  )
}

/** Without the next attempt, which has a column of its own. */
function reasonInShort(status: Status): string {
  if (status.kind === 'disabled' && status.by === 'user') return 'by you'
  return status.kind === 'warning' ? `${status.reason} · attempt ${status.attempt} of ${status.of}` : status.reason
}
