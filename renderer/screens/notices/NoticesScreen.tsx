import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Screen } from '../../components/Screen.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { show } from '../../stores/view.ts'
import { markAllRead, openNotice } from './actions.ts'
import { noticeColumns } from './columns.tsx'
import { answerWords } from './selectors.ts'

/** What there was to tell of webhooks and rules, whether or not the desktop or a mail told it. */
export function NoticesScreen() {
  const { unread, newest } = useMirror((state) => state.notices)
  return (
    <Screen
      title="Notices"
      answer={answerWords(unread, newest.length)}
      actions={
        <>
          {unread > 0 && <Button onPress={() => void markAllRead()}>Mark all as read</Button>}
          <Button onPress={() => show('desktop')}>Desktop notices …</Button>
        </>
      }
    >
      {newest.length === 0 ? (
        <EmptyState>
          Nothing to tell yet. When a webhook fails, is disabled or works again, or an alert rule is stopped, it is
          written here, shown on the desktop and, where you set it up, mailed.
        </EmptyState>
      ) : (
        <VirtualList
          label="Notices"
          columns={noticeColumns}
          rows={newest}
          keyOf={(notice) => notice.id}
          selectedKey={null}
          onOpen={openNotice}
          live
        />
      )}
    </Screen>
  )
}
