import type { EventRow } from '../../../preload/contract/event.ts'
import { call } from '../../bridge.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'
import { type LogSource, pageSize } from '../../stores/log.ts'
import { useLog } from '../../stores/use-log.ts'
import { openEvent, startFiring, useView } from '../../stores/view.ts'
import { eventColumns } from './columns.tsx'

const source: LogSource<EventRow> = {
  newest: (state) => state.events,
  touched: (state) => state.touched.events,
  page: (before) => call('events.page', { before, limit: pageSize }),
  matches: () => true,
}

export function EventList() {
  const { rows, failure, loadMore } = useLog(source)
  const selected = useView((view) => (view.firing ? null : view.eventId))
  const firing = useView((view) => view.firing)

  if (rows.length === 0)
    return (
      <EmptyState
        action={
          !firing && (
            <Button look="primary" onPress={startFiring}>
              Fire an event
            </Button>
          )
        }
      >
        Every event this workstation accepts is listed here, with how many webhooks it has reached.
      </EmptyState>
    )
  return (
    <>
      {failure !== null && (
        <Banner tone="warn" next={failure} actions={<Button onPress={loadMore}>Try again</Button>}>
          Older events could not be read
        </Banner>
      )}
      <VirtualList
        label="Events"
        columns={eventColumns}
        rows={rows}
        keyOf={(row) => row.id}
        selectedKey={selected}
        onOpen={openEvent}
        live
        onEnd={loadMore}
      />
    </>
  )
}
