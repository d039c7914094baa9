import type { ReactNode } from 'react'
import hidden from '../components/hidden.module.css'
import { stopped } from '../screens/rules/selectors.ts'
import { needsYou } from '../screens/webhooks/selectors.ts'
import { useMirror } from '../stores/mirror.ts'
import { type ScreenName, show, useView } from '../stores/view.ts'
import { logs, type Place, settings } from './places.ts'
import styles from './Sidebar.module.css'

export function Sidebar() {
  return (
    <nav className={styles['sidebar']} aria-label="Places">
      <ul className={styles['list']}>
        {logs.map((place) => (
          <PlaceLink key={place.screen} place={place} />
        ))}
      </ul>
      <h2 className={styles['group']} id="places-settings">
        Settings
      </h2>
      <ul className={styles['list']} aria-labelledby="places-settings">
        {settings.map((place) => (
          <PlaceLink key={place.screen} place={place} />
        ))}
      </ul>
    </nav>
  )
}

/** What is so there, right behind its name. */
const notes: Partial<Record<ScreenName, () => ReactNode>> = {
  deliveries: HeldNote,
  webhooks: TroubleNote,
  agents: OfflineNote,
  rules: RuleNote,
  sources: SourceNote,
  notices: UnreadNote,
}

function PlaceLink({ place }: { place: Place }) {
  const Note = notes[place.screen]
  const here = useView((view) => view.screen === place.screen)
  return (
    <li>
      <button
        type="button"
        className={styles['place']}
        aria-current={here ? 'page' : undefined}
        {...(place.key === null ? {} : { 'aria-keyshortcuts': `Control+${place.key}` })}
        onClick={() => show(place.screen)}
      >
        <span>{place.title}</span>
        {Note && <Note />}
      </button>
    </li>
  )
}

function HeldNote() {
  const held = useMirror((state) => state.counters.held)
  return held > 0 ? <span className={styles['note']}>{held} held</span> : null
}

function OfflineNote() {
  const offline = useMirror((state) => state.agents.offline)
  return offline > 0 ? <span className={styles['note']}>{offline} offline</span> : null
}

function UnreadNote() {
  const unread = useMirror((state) => state.notices.unread)
  return unread > 0 ? <span className={styles['note']}>{unread} unread</span> : null
}

function TroubleNote() {
  return <Trouble count={useMirror((state) => needsYou(Object.values(state.webhooks)).length)} />
}

function RuleNote() {
  return <Trouble count={useMirror((state) => stopped(state.rules).length)} />
}

function SourceNote() {
  return <Trouble count={useMirror((state) => state.sources.filter((source) => source.state === 'failed').length)} />
}

function Trouble({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className={styles['trouble']}>
      <span aria-hidden="true">▲ {count}</span>
      <span className={hidden['hidden']}>{count === 1 ? '1 needs you' : `${count} need you`}</span>
    </span>
  )
}
