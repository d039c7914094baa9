import { useState } from 'react'
import { call, refusalWords } from '../../bridge.ts'
import { Button } from '../../components/Button.tsx'
import { DateTimeField } from '../../components/DateTimeField.tsx'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { Select } from '../../components/Select.tsx'
import { toast } from '../../components/toasts.ts'
import { useMirror } from '../../stores/mirror.ts'
import styles from './RedeliverDialog.module.css'
import { localMinute, sinceOf, type Span, spans } from './since.ts'
import { useFailedCount } from './use-failed-count.ts'
import { anyWebhook, webhookOptions } from './webhook-options.ts'

/** Counts first what would be sent again, and sends only that. */
export function RedeliverDialog({ webhookId, onClose }: { webhookId: string | null; onClose: () => void }) {
  const webhooks = useMirror((state) => state.webhooks)
  // One moment for the count and for what is sent, so that the two are the same.
  const [opened] = useState(() => Date.now())
  const [chosen, choose] = useState(webhookId !== null && webhooks[webhookId] ? webhookId : anyWebhook)
  const [span, setSpan] = useState<Span>('day')
  const [text, setText] = useState(() => localMinute(opened - 3_600_000))
  const [pending, setPending] = useState(false)
  const target = { since: sinceOf(span, text, opened), webhookId: chosen === anyWebhook ? null : chosen }
  const { count, failure } = useFailedCount(target.since, target.webhookId)

  const redeliver = async (since: number) => {
    setPending(true)
    try {
      const sent = await call('deliveries.redeliverFailedSince', { since, webhookId: target.webhookId })
      toast(`${countWords(sent.count)} on the way again.`)
      onClose()
    } catch (error) {
      toast(refusalWords(error), { tone: 'danger' })
    }
    setPending(false)
  }

  return (
    <DialogFrame
      title="Redeliver what failed"
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            pending={pending}
            disabledReason={blocked(target.since, count, failure)}
            onPress={() => {
              if (target.since !== null) void redeliver(target.since)
            }}
          >
            {count === null || count === 0 ? 'Redeliver' : `Redeliver ${count}`}
          </Button>
        </>
      }
    >
      <Select label="Webhook" value={chosen} onChange={choose} options={webhookOptions(webhooks)} />
      <Segmented label="Failed" value={span} onChange={setSpan} options={spans} />
      {span === 'since' && <DateTimeField label="Failed since" value={text} onChange={setText} />}
      <p className={styles['count']} role="status">
        {failure ?? (count === null ? 'Counting …' : foundWords(count))}
      </p>
      <p className={styles['quiet']}>
        Each is sent again with the webhook-id it had, so a receiver that got it after all can tell. What arrived
        meanwhile and what belongs to a disabled or deleted webhook is left out. It never counts toward disabling.
      </p>
    </DialogFrame>
  )
}

function blocked(since: number | null, count: number | null, failure: string | null): string | null {
  if (since === null) return 'Write a date and a time first.'
  if (failure !== null) return failure
  if (count === null) return 'It is being counted.'
  return count === 0 ? 'Nothing failed in this time.' : null
}

const countWords = (count: number) => `${count} ${count === 1 ? 'delivery is' : 'deliveries are'}`
const foundWords = (count: number) =>
  count === 0 ? 'Nothing failed in this time.' : `${count === 1 ? '1 delivery' : `${count} deliveries`} failed.`
