import type { Status, Webhook } from '../../../preload/contract/webhook.ts'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import { StatusLine } from '../../format/StatusLine.tsx'
import { statusNames } from '../../format/status-line.ts'

const looks: Record<Status['kind'], { tone: Tone; shape: string }> = {
  active: { tone: 'ok', shape: '●' },
  warning: { tone: 'warn', shape: '▲' },
  disabled: { tone: 'off', shape: '■' },
}

/** The status with its reason. In a list an active webhook needs no reason: it would be the same in every row. */
export function WebhookStatus({ webhook, oneLine = false }: { webhook: Webhook; oneLine?: boolean }) {
  const { status, held } = webhook
  const quiet = oneLine && status.kind === 'active' && held === 0
  return (
    <StatusPill {...looks[status.kind]} word={statusNames[status.kind]} oneLine={oneLine}>
      {quiet ? undefined : (
        <>
          <StatusLine status={status} reasonOnly />
          {held > 0 && ` · ${held} held`}
        </>
      )}
    </StatusPill>
  )
}
