import { eventTypeNames, eventTypes } from '../../../preload/contract/event.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { Button } from '../../components/Button.tsx'
import { KeyValue } from '../../components/KeyValue.tsx'
import { Countdown } from '../../format/Countdown.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { showDeliveriesOf } from '../../stores/view.ts'
import { ConnectionFacts } from './ConnectionFacts.tsx'
import { FilterWords } from '../../conditions/FilterWords.tsx'
import { paceWords } from './pace-words.ts'
import { receiverRows } from './receiver-rows.ts'
import { VerifySignatures } from './verify/VerifySignatures.tsx'
import { waitingReason } from './waiting.ts'
import styles from './WebhookDetail.module.css'

/** What it sends, how that went, and how it gets there. */
export function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { lastAttempt, lastSuccessAt, pending, held } = webhook
  const cards = useMirror((state) => state.receivers)
  return (
    <>
      <section className={styles['section']} aria-label="Deliveries">
        <div className={styles['titleRow']}>
          <h3 className={styles['title']}>Deliveries</h3>
          <Button look="quiet" small onPress={() => showDeliveriesOf(webhook.id)}>
            See its deliveries
          </Button>
        </div>
        <KeyValue
          rows={[
            { label: 'Last attempt', value: lastAttempt ? <Attempt {...lastAttempt} /> : 'None yet' },
            {
              label: 'Last success',
              value: lastSuccessAt === null ? 'None yet' : <RelativeTime at={lastSuccessAt} />,
            },
            { label: 'Next attempt', value: <NextAttempt webhook={webhook} /> },
            { label: 'Waiting', value: pending },
            { label: 'Held', value: held },
          ]}
        />
      </section>
      <section className={styles['section']} aria-label="What it sends">
        <h3 className={styles['title']}>What it sends</h3>
        <KeyValue
          rows={[
            { label: 'URL', value: webhook.url.shown, mono: true },
            ...receiverRows(webhook, cards),
            { label: 'Events', value: <EventNames events={webhook.events} /> },
            ...(webhook.template === null ? [] : [{ label: 'Body', value: 'By its own template' }]),
            { label: 'Filter', value: <FilterWords filter={webhook.filter} /> },
            { label: 'Signing', value: <Signing webhook={webhook} /> },
            ...headersRow(webhook),
            { label: 'Order and rate', value: paceWords(webhook) },
          ]}
        />
        {webhook.signing && <VerifySignatures />}
      </section>
      <ConnectionFacts webhook={webhook} />
    </>
  )
}

function Attempt({ at, ok }: { at: number; ok: boolean }) {
  return (
    <>
      {ok ? 'Succeeded' : 'Failed'} <RelativeTime at={at} />
    </>
  )
}

function NextAttempt({ webhook }: { webhook: Webhook }) {
  const network = useMirror((state) => state.network)
  if (webhook.nextAttemptAt === null) return 'None due'
  if (waitingReason(webhook, network) !== null) return 'Once the wait is over'
  return <Countdown to={webhook.nextAttemptAt} />
}

function EventNames({ events }: Pick<Webhook, 'events'>) {
  return (
    <ul>
      {eventTypes
        .filter((type) => events.includes(type))
        .map((type) => (
          <li key={type}>{eventTypeNames[type]}</li>
        ))}
    </ul>
  )
}

function Signing({ webhook: { signing, signingSecret } }: { webhook: Webhook }) {
  if (!signing) return 'Off'
  if (signingSecret.updatedAt === null) return 'On'
  return (
    <>
      On, secret set <RelativeTime at={signingSecret.updatedAt} />
      {signingSecret.previousUntil !== null && ', the one before it still valid'}
    </>
  )
}

const headersRow = ({ headers }: Webhook) =>
  headers.length === 0
    ? []
    : [{ label: 'Headers', value: headers.map(({ name }) => `${name}: ••••`).join('\n'), mono: true }]
