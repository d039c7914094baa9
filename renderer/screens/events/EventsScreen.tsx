import { useMemo } from 'react'
import { Button } from '../../components/Button.tsx'
import { Screen } from '../../components/Screen.tsx'
import { SplitView } from '../../components/SplitView.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { closeEvent, startFiring, useView } from '../../stores/view.ts'
import { EventList } from './EventList.tsx'
import { EventPanel } from './EventPanel.tsx'
import { FirePanel } from './fire/FirePanel.tsx'
import { answerWords } from './selectors.ts'

export function EventsScreen() {
  const events = useMirror((state) => state.events)
  const answer = useMemo(() => answerWords(Object.values(events)), [events])
  const eventId = useView((view) => view.eventId)
  const firing = useView((view) => view.firing)

  return (
    <Screen
      title="Events"
      answer={answer}
      actions={
        !firing && (
          <Button look="primary" onPress={startFiring}>
            Fire event
          </Button>
        )
      }
    >
      <SplitView
        list={<EventList />}
        detail={firing ? <FirePanel /> : eventId === null ? null : <EventPanel key={eventId} id={eventId} />}
        detailLabel={firing ? 'Fire an event' : 'Event'}
        // What was typed into the event to fire would be lost.
        onClose={firing ? undefined : closeEvent}
      />
    </Screen>
  )
}
