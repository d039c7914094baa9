import type { Notice, NoticeKind } from '../../../preload/contract/notice.ts'
import hidden from '../../components/hidden.module.css'
import { StatusPill, type Tone } from '../../components/StatusPill.tsx'
import type { Column } from '../../components/VirtualList.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import { useMirror } from '../../stores/mirror.ts'
import styles from './columns.module.css'

const looks: Record<NoticeKind, { tone: Tone; shape: string; word: string }> = {
  disabled: { tone: 'danger', shape: '■', word: 'Disabled' },
  early: { tone: 'warn', shape: '▲', word: 'Failing' },
  recovered: { tone: 'ok', shape: '●', word: 'Works again' },
  stopped: { tone: 'warn', shape: '▲', word: 'Rule stopped' },
}

function AboutName({ notice: { about, readAt } }: { notice: Notice }) {
  const name = useMirror((state) =>
    about.kind === 'webhook' ? state.webhooks[about.id]?.name : state.rules.find(({ id }) => id === about.id)?.name,
  )
  const words = visibleText(name ?? `${about.name} (deleted)`)
  return (
    <span className={readAt === null ? styles['unread'] : undefined} title={words}>
      {words}
    </span>
  )
}

export const noticeColumns: readonly Column<Notice>[] = [
  {
    id: 'read',
    title: '',
    width: 24,
    cell: ({ readAt }) =>
      readAt === null && (
        <span className={styles['mark']}>
          <span className={hidden['hidden']}>Unread</span>
        </span>
      ),
  },
  { id: 'kind', title: 'What', width: 128, cell: ({ kind }) => <StatusPill {...looks[kind]} oneLine /> },
  { id: 'about', title: 'Webhook or rule', width: { share: 2 }, cell: (notice) => <AboutName notice={notice} /> },
  {
    id: 'reason',
    title: 'Reason',
    width: { share: 4 },
    shownFrom: 'medium',
    cell: ({ reason }) => <span title={visibleText(reason)}>{visibleText(reason)}</span>,
  },
  { id: 'at', title: 'When', width: 88, align: 'end', cell: ({ at }) => <RelativeTime at={at} /> },
]
