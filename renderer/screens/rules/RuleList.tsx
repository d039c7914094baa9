import type { Rule } from '../../../preload/contract/rule.ts'
import { type Column, VirtualList } from '../../components/VirtualList.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { openRule } from '../../stores/view.ts'
import { severityNames } from '../events/severity.ts'
import { whenWords } from './rule-words.ts'
import { RulePill } from './RulePill.tsx'

const none = <span aria-label="none">–</span>

const columns: readonly Column<Rule>[] = [
  {
    id: 'name',
    title: 'Name',
    width: { share: 4 },
    cell: ({ name }) => <span title={visibleText(name)}>{visibleText(name)}</span>,
  },
  { id: 'state', title: 'State', width: { share: 3 }, cell: (rule) => <RulePill rule={rule} oneLine /> },
  {
    id: 'severity',
    title: 'Severity',
    width: 72,
    shownFrom: 'medium',
    cell: ({ draft }) => (draft ? severityNames[draft.severity] : none),
  },
  {
    id: 'when',
    title: 'Fires',
    width: { share: 4 },
    shownFrom: 'wide',
    cell: ({ draft }) => (draft ? <span title={whenWords(draft)}>{whenWords(draft)}</span> : none),
  },
  { id: 'alerts', title: 'Alerts', width: 64, align: 'end', shownFrom: 'medium', cell: ({ alerts }) => alerts },
  {
    id: 'last',
    title: 'Last alert',
    width: 84,
    align: 'end',
    shownFrom: 'medium',
    cell: ({ lastAlertAt }) => (lastAlertAt === null ? none : <RelativeTime at={lastAlertAt} />),
  },
]

const keyOf = ({ id }: Rule) => id

export function RuleList({ rules, selectedId }: { rules: readonly Rule[]; selectedId: string | null }) {
  return (
    <VirtualList
      label="Rules"
      columns={columns}
      rows={rules}
      keyOf={keyOf}
      selectedKey={selectedId}
      onOpen={openRule}
    />
  )
}
