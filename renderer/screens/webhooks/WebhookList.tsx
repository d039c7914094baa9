import type { Webhook } from '../../../preload/contract/webhook.ts'
import { type Column, VirtualList } from '../../components/VirtualList.tsx'
import { Countdown } from '../../format/Countdown.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { openWebhook } from '../../stores/view.ts'
import { ReceiverName } from './ReceiverName.tsx'
import { eventsInShort } from './selectors.ts'
import { WebhookStatus } from './WebhookStatus.tsx'

const none = <span aria-label="none">–</span>

const columns: readonly Column<Webhook>[] = [
  { id: 'name', title: 'Name', width: { share: 4 }, cell: ({ name }) => <span title={name}>{name}</span> },
  {
    id: 'status',
    title: 'Status',
    width: { share: 6 },
    cell: (webhook) => <WebhookStatus webhook={webhook} oneLine />,
  },
  {
    id: 'receiver',
    title: 'Receiver',
    width: { share: 3 },
    shownFrom: 'wide',
    cell: ({ receiver }) => <ReceiverName kind={receiver} />,
  },
  {
    id: 'events',
    title: 'Events',
    width: { share: 4 },
    shownFrom: 'wide',
    cell: ({ events }) => <span title={eventsInShort(events)}>{eventsInShort(events)}</span>,
  },
  {
    id: 'success',
    title: 'Last success',
    width: 88,
    align: 'end',
    shownFrom: 'medium',
    cell: ({ lastSuccessAt }) => (lastSuccessAt === null ? none : <RelativeTime at={lastSuccessAt} />),
  },
  {
    id: 'next',
    title: 'Next attempt',
    width: 104,
    align: 'end',
    shownFrom: 'wide',
    cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? none : <Countdown to={nextAttemptAt} />),
  },
]

const keyOf = ({ id }: Webhook) => id

export function WebhookList({ webhooks, selectedId }: { webhooks: readonly Webhook[]; selectedId: string | null }) {
  return (
    <VirtualList
      label="Webhooks"
      columns={columns}
      rows={webhooks}
      keyOf={keyOf}
      selectedKey={selectedId}
      onOpen={openWebhook}
    />
  )
}
