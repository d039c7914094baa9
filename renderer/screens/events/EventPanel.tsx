import { eventTypeNames } from '../../../preload/contract/event.ts'
import { call } from '../../bridge.ts'
import { Banner } from '../../components/Banner.tsx'
import { KeyValue } from '../../components/KeyValue.tsx'
import { PanelHeader } from '../../components/PanelHeader.tsx'
import { Skeleton } from '../../components/Skeleton.tsx'
import { RelativeTime } from '../../format/RelativeTime.tsx'
import { visibleText } from '../../format/visible.ts'
import type { MirrorState } from '../../stores/mirror.ts'
import { useRefreshed } from '../../stores/use-refreshed.ts'
import { closeEvent } from '../../stores/view.ts'
import { Body } from '../../components/Body.tsx'
import { EventDeliveries } from './EventDeliveries.tsx'
import styles from './EventPanel.module.css'
import { severityNames } from './severity.ts'

const load = (id: string) => call('events.get', { id })
const isTouched = ({ events }: MirrorState['touched'], id: string) => events.some((row) => row.id === id)

export function EventPanel({ id }: { id: string }) {
  const { value, failure } = useRefreshed(id, load, isTouched)
  if (failure !== null)
    return (
      <Banner tone="warn" next={failure}>
        This event could not be read
      </Banner>
    )
  if (value === null) return <Skeleton rows={6} label="The event is being read" />

  const { row, event } = value
  return (
    <div className={styles['panel']}>
      <PanelHeader title={visibleText(row.title)} closeLabel="Close the event" onClose={closeEvent} />
      <KeyValue
        rows={[
          { label: 'Event', value: eventTypeNames[row.type] },
          { label: 'Severity', value: severityNames[row.severity] },
          ...(row.subject === null ? [] : [{ label: 'About', value: visibleText(row.subject) }]),
          { label: 'Happened', value: <RelativeTime at={row.happenedAt} /> },
          { label: 'Id', value: row.id, mono: true },
        ]}
      />
      <section>
        <h3 className={styles['heading']}>Deliveries</h3>
        <EventDeliveries eventId={id} />
      </section>
      <section>
        <h3 className={styles['heading']}>Data</h3>
        <Body label="Event as JSON" text={JSON.stringify(event)} />
      </section>
    </div>
  )
}
