import type { Change, ChangeMessage, ShownScreen } from '../../preload/contract/changes.ts'

/** What has changed since the last message: ids only, the views are read when the message goes out. */
export type Touched = {
  webhooks: Set<string>
  deliveries: Set<string>
  events: Set<string>
  settings?: boolean
  problems?: boolean
  network?: boolean
  show?: ShownScreen
}

export type PublisherOptions = {
  send: (message: ChangeMessage) => void
  /** The current views of what was touched, from one state of the ledger. */
  read: (touched: Touched) => Change[]
  /** Runs `run` once after `ms`; answers a function that calls it off. */
  schedule: (run: () => void, ms: number) => () => void
  /** Reading failed. The window sees a gap in the revisions and asks for a new snapshot. */
  failed: (error: unknown) => void
}

const coalesceMs = 50
/** Beyond as many a new snapshot is less work for both sides: a webhook with a long backlog was disabled, or sent again. */
const mostRows = 2000

/** Tells the window what changed: a burst becomes one message, a thing that changed ten times is read once. */
export function openPublisher({ send, read, schedule, failed }: PublisherOptions) {
  let touched = nothing()
  let revision = 0
  let cancel: (() => void) | null = null
  let closed = false

  const flush = () => {
    cancel?.()
    cancel = null
    if (isNothing(touched)) return
    const now = touched
    touched = nothing()
    if (now.deliveries.size + now.events.size > mostRows) {
      tellGap()
      if (now.show !== undefined) tell({ ...nothing(), show: now.show })
    } else tell(now)
  }
  const tell = (now: Touched) => {
    try {
      const changes = read(now)
      if (changes.length > 0) send({ revision: (revision += 1), changes })
    } catch (error) {
      failed(error)
      tellGap()
    }
  }
  /** Skips a revision. In a message of its own: if this was the last change for long, the window would stay stale. */
  const tellGap = () => {
    revision += 2
    try {
      send({ revision, changes: [] })
    } catch (error) {
      failed(error)
    }
  }

  return {
    touch: (more: Partial<Touched>): void => {
      for (const id of more.webhooks ?? []) touched.webhooks.add(id)
      for (const id of more.deliveries ?? []) touched.deliveries.add(id)
      for (const id of more.events ?? []) touched.events.add(id)
      for (const part of ['settings', 'problems', 'network'] as const) if (more[part]) touched[part] = true
      if (more.show !== undefined) touched.show = more.show
      if (!closed && !isNothing(touched)) cancel ??= schedule(flush, coalesceMs)
    },
    /** Sends what waits, so that a snapshot read right after this, in the same turn, is exactly this revision. */
    revision: (): number => {
      flush()
      return revision
    },
    close: (): void => {
      cancel?.()
      cancel = null
      touched = nothing()
      closed = true
    },
  }
}

const nothing = (): Touched => ({ webhooks: new Set(), deliveries: new Set(), events: new Set() })

const isNothing = ({ webhooks, deliveries, events, settings, problems, network, show }: Touched) =>
  webhooks.size + deliveries.size + events.size === 0 && !settings && !problems && !network && show === undefined
