import type { Status, Webhook } from '../../../preload/contract/webhook.ts'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import { StatusLine } from '../../format/StatusLine.tsx'
import { useTimeWords } from '../../format/now.ts'
import { statusLine, statusNames } from '../../format/status-line.ts'
import { useMirror } from '../../stores/mirror.ts'
import { certificateMark, waitingMark } from './marks.ts'

const looks: Record<Status['kind'], { tone: Tone; shape: string }> = {
  active: { tone: 'ok', shape: '●' },
  warning: { tone: 'warn', shape: '▲' },
  disabled: { tone: 'off', shape: '■' },
}

/** Disabled by itself it needs the analyst; disabled on purpose it is just off. */
const lookOf = (status: Status) =>
  status.kind === 'disabled' && status.by !== 'user'
    ? { ...looks.disabled, tone: 'danger' as const }
    : looks[status.kind]

/** The status with its reason. In a list an active webhook needs no reason: it would be the same in every row. */
export function WebhookStatus({ webhook, oneLine = false }: { webhook: Webhook; oneLine?: boolean }) {
  const { status, held } = webhook
  const network = useMirror((state) => state.network)
  const whole = useTimeWords((now) => statusLine(status, now))
  const heldWords = held > 0 ? `${held} held` : ''
  const certificate = useTimeWords((now) => certificateMark(webhook, now))
  const waiting = waitingMark(webhook, network)
  const inShort = [waiting, reasonInShort(status), heldWords, certificate].filter((part) => part !== '').join(' · ')
  return (
    <StatusPill
      {...lookOf(status)}
      word={statusNames[status.kind]}
      oneLine={oneLine}
      title={oneLine ? whole : undefined}
    >
      {oneLine || disabledByUser(status) ? (
        inShort || undefined
      ) : (
        <>
          <StatusLine status={status} reasonOnly />
          {heldWords === '' ? '' : ` · ${heldWords}`}
        </>
      )}
    </StatusPill>
  )
}

const disabledByUser = (status: Status) => status.kind === 'disabled' && status.by === 'user'

/** Without the next attempt, which has a column of its own. */
function reasonInShort(status: Status): string {
  if (status.kind === 'active') return ''
  if (disabledByUser(status)) return 'by you'
  if (status.kind !== 'warning' || status.attempt === null) return status.reason
  return `${status.reason} · attempt ${status.attempt} of ${status.of}`
}
