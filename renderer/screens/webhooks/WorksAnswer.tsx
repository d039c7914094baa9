import type { Webhook } from '../../../preload/contract/webhook.ts'
import { Button } from '../../components/Button.tsx'
import { openWebhook, useView } from '../../stores/view.ts'
import { answerOf } from './selectors.ts'
import styles from './WorksAnswer.module.css'

const shapes = { ok: '●', warn: '▲', off: '■' }

/** "Does everything work?" */
export function WorksAnswer({ webhooks }: { webhooks: readonly Webhook[] }) {
  const shownId = useView((view) => view.webhookId)
  const answer = answerOf(webhooks)
  if (!answer) return null
  const { tone, words, webhookId } = answer
  return (
    <div className={styles['answer']}>
      <p className={styles['words']} title={words} role="status">
        <span className={styles['shape']} data-tone={tone} aria-hidden="true">
          {shapes[tone]}
        </span>
        {words}
      </p>
      {webhookId !== null && webhookId !== shownId && (
        <Button small onPress={() => openWebhook(webhookId)}>
          Look
        </Button>
      )}
    </div>
  )
}
