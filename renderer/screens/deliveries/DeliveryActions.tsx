import { useState } from 'react'
import type { Delivery } from '../../../preload/contract/delivery.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Button } from '../../components/Button.tsx'
import { toast } from '../../components/toasts.ts'
import styles from './DeliveryActions.module.css'
import { redeliverBlocked, stopWord } from './selectors.ts'

type DeliveryActionsProps = { delivery: Delivery; webhook: Webhook | undefined }

export function DeliveryActions({ delivery, webhook }: DeliveryActionsProps) {
  const [pending, setPending] = useState<'redeliver' | 'stop' | null>(null)
  const stop = stopWord(delivery)

  // What it did arrives as a change of the delivery; only a "no" needs words.
  const run = (what: 'redeliver' | 'stop', command: Promise<unknown>) => {
    setPending(what)
    command.catch((error: unknown) => toast(refusalWords(error), { tone: 'danger' })).finally(() => setPending(null))
  }

  return (
    <div className={styles['actions']}>
      <Button
        look={delivery.state === 'failed' ? 'primary' : 'plain'}
        pending={pending === 'redeliver'}
        disabledReason={redeliverBlocked(delivery, webhook)}
        onPress={() => run('redeliver', call('deliveries.redeliver', { ids: [delivery.id] }))}
      >
        Redeliver
      </Button>
      {stop !== null && (
        <Button
          pending={pending === 'stop'}
          onPress={() => run('stop', call('deliveries.cancel', { id: delivery.id }))}
        >
          {stop}
        </Button>
      )}
    </div>
  )
}
