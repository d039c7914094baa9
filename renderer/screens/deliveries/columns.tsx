import type { Delivery } from '../../../preload/contract/delivery.ts'
import type { Column } from '../../components/VirtualList.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { shortEventNames } from '../../format/event-names.ts'
import { visibleText } from '../../format/visible.ts'
import { DeliveryPill } from './DeliveryPill.tsx'
import styles from './columns.module.css'
import { attemptsWords } from './selectors.ts'
import { WebhookName } from './WebhookName.tsx'

export const deliveryColumns: readonly Column<Delivery>[] = [
  { id: 'state', title: 'State', width: 84, cell: (row) => <DeliveryPill of={row} oneLine /> },
  {
    id: 'event',
    title: 'Event',
    width: { share: 3 },
    cell: ({ eventType, title }) => (
      <>
        <span className={styles['type']}>{shortEventNames[eventType]} · </span>
        {visibleText(title)}
      </>
    ),
  },
  {
    id: 'webhook',
    title: 'Webhook',
    width: { share: 1.4 },
    shownFrom: 'medium',
    cell: (delivery) => <WebhookName delivery={delivery} />,
  },
  { id: 'result', title: 'Last result', width: { share: 1.6 }, shownFrom: 'wide', cell: ({ lastWhat }) => lastWhat },
  { id: 'attempts', title: 'Attempts', width: 56, shownFrom: 'medium', cell: attemptsWords },
  { id: 'time', title: 'Time', width: 76, align: 'end', cell: ({ changedAt }) => <RelativeTime at={changedAt} /> },
]
