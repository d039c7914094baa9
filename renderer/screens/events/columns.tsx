import { type EventRow, eventTypeNames } from '../../../preload/contract/event.ts'
import type { Column } from '../../components/VirtualList.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { severityNames } from './severity.ts'
import { deliveredWords } from './selectors.ts'

export const eventColumns: readonly Column<EventRow>[] = [
  { id: 'severity', title: 'Severity', width: 56, cell: ({ severity }) => severityNames[severity] },
  { id: 'title', title: 'Title', width: { share: 3 }, cell: ({ title }) => visibleText(title) },
  {
    id: 'subject',
    title: 'About',
    width: { share: 1.2 },
    shownFrom: 'medium',
    cell: ({ subject }) => subject !== null && visibleText(subject),
  },
  { id: 'type', title: 'Event', width: 160, shownFrom: 'wide', cell: ({ type }) => eventTypeNames[type] },
  { id: 'delivered', title: 'Delivered', width: 80, shownFrom: 'medium', cell: deliveredWords },
  { id: 'time', title: 'Time', width: 76, align: 'end', cell: ({ happenedAt }) => <RelativeTime at={happenedAt} /> },
]
