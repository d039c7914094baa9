import { useState } from 'react'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { Button } from '../../components/Button.tsx'
import { closeWebhook, editWebhook } from '../../stores/view.ts'
import { disable, enable, remove } from './actions.ts'
import { AfterEnable } from './AfterEnable.tsx'
import { UnsavedNote } from './form/UnsavedNote.tsx'
import { TestReportView } from './testing/TestReportView.tsx'
import { useTest } from './testing/use-test.ts'
import { WebhookFacts } from './WebhookFacts.tsx'
import { WebhookOutlook } from './WebhookOutlook.tsx'
import styles from './WebhookDetail.module.css'

/** "Does it work, and if not why?" */
export function WebhookDetail({ webhook }: { webhook: Webhook }) {
  const { id, name, status } = webhook
  const [justEnabled, setJustEnabled] = useState(false)
  const test = useTest(id)
  const sendTest = () => void test.run(null)
  const enableIt = async () => {
    const isEnabled = await enable(webhook)
    // A test made while it was disabled does not answer whether it works now.
    if (isEnabled) test.clear()
    setJustEnabled(isEnabled)
  }

  return (
    <article className={styles['detail']}>
      <header className={styles['header']}>
        <h2 className={styles['name']}>{name}</h2>
        <Button look="quiet" small label={`Close ${name}`} onPress={closeWebhook}>
          ✕
        </Button>
      </header>
      <WebhookOutlook webhook={webhook} />
      <UnsavedNote webhookId={id} />
      <div className={styles['buttons']}>
        {status.kind === 'disabled' && (
          <Button look="primary" onPress={() => void enableIt()}>
            Enable
          </Button>
        )}
        <Button pending={test.running} onPress={sendTest}>
          Test Webhook
        </Button>
        <Button onPress={() => editWebhook(id)}>Edit</Button>
        {status.kind !== 'disabled' && <Button onPress={() => void disable(webhook)}>Disable</Button>}
        <Button look="danger" onPress={() => void remove(webhook)}>
          Delete
        </Button>
      </div>
      {status.kind !== 'disabled' && (
        <AfterEnable
          webhook={webhook}
          offerTest={justEnabled && test.report === null && !test.running}
          onTest={sendTest}
          onDone={() => setJustEnabled(false)}
        />
      )}
      {(test.running || test.report !== null || test.refusal !== null) && (
        <section className={styles['section']} aria-label="Test">
          <h3 className={styles['title']}>Test</h3>
          <TestReportView test={test} receiver={webhook.receiver} />
        </section>
      )}
      <WebhookFacts webhook={webhook} />
    </article>
  )
}
