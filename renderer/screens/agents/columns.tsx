import type { Agent } from '../../../preload/contract/agent.ts'
import type { Column } from '../../components/VirtualList.tsx'
import { formatDuration } from '../../format/duration.ts'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { AgentPill } from './AgentPill.tsx'

export const agentColumns: readonly Column<Agent>[] = [
  {
    id: 'name',
    title: 'Name',
    width: { share: 3 },
    cell: ({ name }) => <span title={visibleText(name)}>{visibleText(name)}</span>,
  },
  { id: 'state', title: 'State', width: { share: 3 }, cell: (agent) => <AgentPill agent={agent} /> },
  { id: 'since', title: 'Since', width: 88, align: 'end', cell: ({ since }) => <RelativeTime at={since} /> },
  {
    id: 'seen',
    title: 'Last seen',
    width: 88,
    align: 'end',
    cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
  },
  {
    id: 'silence',
    title: 'Offline after',
    width: 104,
    align: 'end',
    shownFrom: 'wide',
    cell: ({ silenceSeconds }) => formatDuration(silenceSeconds * 1000),
  },
  { id: 'id', title: 'Id', width: { share: 2 }, shownFrom: 'wide', cell: ({ id }) => visibleText(id) },
]
