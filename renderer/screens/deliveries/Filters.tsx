import { Button } from '../../components/Button.tsx'
import { Segmented } from '../../components/Segmented.tsx'
import { Select } from '../../components/Select.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { type DeliveryGroup, deliveryGroups, filterDeliveries, type ListFilter } from '../../stores/view.ts'
import styles from './Filters.module.css'
import { RedeliverFailed } from './RedeliverFailed.tsx'
import { anyWebhook, webhookOptions } from './webhook-options.ts'

const order: readonly DeliveryGroup[] = ['all', 'waiting', 'delivered', 'failed', 'held']
const groups = order.map((value) => ({ value, label: deliveryGroups[value].label }))

export function Filters({ filter }: { filter: ListFilter }) {
  const webhooks = useMirror((state) => state.webhooks)
  const options = webhookOptions(webhooks)
  const { webhookId, eventId, group } = filter
  // The deliveries of a webhook that was deleted can still be looked at.
  if (webhookId !== null && !webhooks[webhookId]) options.push({ value: webhookId, label: 'A deleted webhook' })

  return (
    <div className={styles['filters']}>
      {eventId !== null && (
        <Button onPress={() => filterDeliveries({ eventId: null })} label="Stop showing one event only">
          Of one event ✕
        </Button>
      )}
      <div className={styles['webhook']}>
        <Select
          label="Webhook"
          labelHidden
          value={webhookId ?? anyWebhook}
          onChange={(value) => filterDeliveries({ webhookId: value === anyWebhook ? null : value })}
          options={options}
        />
      </div>
      <Segmented
        label="State"
        labelHidden
        value={group}
        onChange={(value) => filterDeliveries({ group: value })}
        options={groups}
      />
      <RedeliverFailed webhookId={webhookId} />
    </div>
  )
}
