import type { Change, ChangeMessage } from '../../preload/contract/changes.ts'
import { isNothing, nothing, rowsOf, takePart, type Touched, wholeParts } from './to-tell.ts'

export type PublisherOptions = {
  send: (message: ChangeMessage) => void
  /** The current views of what was touched, from one state of the ledger. */
  read: (touched: Touched) => Change[]
  /** Runs `run` once after `ms`, in a later turn of the event loop; answers a function that calls it off. */
  schedule: (run: () => void, ms: number) => () => void
  /** Reading failed. The window sees a gap in the revisions and asks for a new snapshot. */
  failed: (error: unknown) => void
}

const coalesceMs = 50
/** As many are read in about a millisecond: commands and deliveries wait no longer for it. */
const rowsAtOnce = 64
/** Beyond as many a new snapshot is less work for both sides: a webhook with a long backlog was disabled, or sent again. */
const mostRows = 2000

/** Tells the window what changed: a burst becomes few messages, a thing that changed ten times is read once. */
export function openPublisher({ send, read, schedule, failed }: PublisherOptions) {
  let touched = nothing()
  /** What is being told, part by part. */
  let waiting = nothing()
  let revision = 0
  let cancel: (() => void) | null = null
  let closed = false

  const flush = () => {
    cancel = null
    if (isNothing(waiting)) begin()
    const [part, rest] = takePart(waiting, rowsAtOnce)
    waiting = rest
    if (!isNothing(part)) tell(part)
    arm()
  }
  const begin = () => {
    waiting = touched
    touched = nothing()
    if (rowsOf(waiting) <= mostRows) return
    waiting = onlyShow(waiting.show)
    tellGap()
  }
  const tell = (part: Touched) => {
    try {
      const changes = read(part)
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
  const arm = () => {
    if (closed || cancel) return
    if (!isNothing(waiting)) cancel = schedule(flush, 0)
    else if (!isNothing(touched)) cancel = schedule(flush, coalesceMs)
  }
  const disarm = () => {
    cancel?.()
    cancel = null
  }

  return {
    touch: (more: Partial<Touched>): void => {
      // What still waits is read as it is then.
      for (const kind of ['webhooks', 'deliveries', 'events'] as const)
        for (const id of more[kind] ?? []) if (!waiting[kind].has(id)) touched[kind].add(id)
      for (const part of wholeParts) if (more[part]) touched[part] = true
      if (more.show !== undefined) touched.show = more.show
      arm()
    },
    /** For a snapshot that is read right after this, in the same turn: what waits is in it, and is told no more. */
    revision: (): number => {
      const { show, ...inSnapshot } = touched
      // A window that does not get this snapshot sees a gap.
      if (!isNothing(waiting) || !isNothing(inSnapshot)) revision += 1
      waiting = nothing()
      touched = onlyShow(show)
      disarm()
      arm()
      return revision
    },
    close: (): void => {
      disarm()
      waiting = nothing()
      touched = nothing()
      closed = true
    },
  }
}

/** Where the window is to go is in no snapshot. */
const onlyShow = (show: Touched['show']): Touched => (show === undefined ? nothing() : { ...nothing(), show })
