import type { ReactNode } from 'react'
import hidden from '../components/hidden.module.css'
import { needsYou } from '../screens/webhooks/selectors.ts'
import { useMirror } from '../stores/mirror.ts'
import { show, useView } from '../stores/view.ts'
import { logs, type Place, settings } from './places.ts'
import styles from './Sidebar.module.css'

export function Sidebar() {
  return (
    <nav className={styles['sidebar']} aria-label="Places">
      <ul className={styles['list']}>
        {logs.map((place) => (
          <PlaceLink key={place.screen} place={place} note={place.screen === 'deliveries' ? <HeldNote /> : null} />
        ))}
      </ul>
      <h2 className={styles['group']} id="places-settings">
        Settings
      </h2>
      <ul className={styles['list']} aria-labelledby="places-settings">
        {settings.map((place) => (
          <PlaceLink key={place.screen} place={place} note={place.screen === 'webhooks' ? <TroubleNote /> : null} />
        ))}
      </ul>
    </nav>
  )
}

function PlaceLink({ place, note }: { place: Place; note: ReactNode }) {
  const here = useView((view) => view.screen === place.screen)
  return (
    <li>
      <button
        type="button"
        className={styles['place']}
        aria-current={here ? 'page' : undefined}
        aria-keyshortcuts={`Control+${place.key}`}
        onClick={() => show(place.screen)}
      >
        <span>{place.title}</span>
        {note}
      </button>
    </li>
  )
}

function HeldNote() {
  const held = useMirror((state) => state.counters.held)
  return held > 0 ? <span className={styles['note']}>{held} held</span> : null
}

function TroubleNote() {
  const count = useMirror((state) => needsYou(Object.values(state.webhooks)).length)
  if (count === 0) return null
  return (
    <span className={styles['trouble']}>
      <span aria-hidden="true">▲ {count}</span>
      <span className={hidden['hidden']}>{count === 1 ? '1 needs you' : `${count} need you`}</span>
    </span>
  )
}
