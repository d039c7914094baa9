import type { CastellanBridge } from '../../preload/contract/bridge.ts'
import {
  type Change,
  type ChangeMessage,
  type Shown,
  type Snapshot,
  snapshotSchema,
} from '../../preload/contract/changes.ts'
import type { RefusalBody, Reply } from '../../preload/contract/refusal.ts'
import type { Mirror } from './mirror.ts'

type MirrorOptions = {
  /** Runs `flush` once, soon; answers how to call it off. */
  schedule?: (flush: () => void) => () => void
  /** Main asks the window to go somewhere. */
  onShow?: (place: Shown) => void
}

const noAnswer: RefusalBody = {
  code: 'internal',
  message: 'The window could not reach the delivery engine. Reload the window; events and deliveries are safe on disk.',
}

/**
 * Listens first, then takes a snapshot, then replays what is newer; a gap in the revisions takes a new snapshot. Reload,
 * sleep and reopening are this same path. Answers how to stop.
 */
export function startMirror(bridge: CastellanBridge, mirror: Mirror, options: MirrorOptions = {}): () => void {
  const { schedule = soon, onShow } = options
  let revision = -1
  let waiting: ChangeMessage[] = []
  let loading = false
  let callOff: (() => void) | null = null
  let stopped = false

  const stopListening = bridge.listen((message) => {
    waiting.push(message)
    later()
  })

  const later = () => {
    if (!loading && !stopped) callOff ??= schedule(flush)
  }

  const flush = () => {
    callOff = null
    const messages = waiting.filter((message) => message.revision > revision)
    messages.sort((a, b) => a.revision - b.revision)
    waiting = []
    const changes: Change[] = []
    for (const [index, message] of messages.entries()) {
      if (message.revision === revision) continue
      if (message.revision !== revision + 1) {
        waiting = messages.slice(index)
        break
      }
      changes.push(...message.changes)
      revision = message.revision
    }
    mirror.apply(changes)
    for (const change of changes) if (change.kind === 'show') onShow?.(change.place)
    if (waiting.length > 0) void load()
  }

  const load = async () => {
    loading = true
    const reply = await askSnapshot(bridge)
    loading = false
    if (stopped) return
    if (reply.ok) {
      revision = reply.value.revision
      mirror.reset(reply.value)
      // By schedule and not at once: a main that never agrees with itself must not spin the page.
      if (waiting.length > 0) later()
    } else {
      // What waits is in the snapshot that the next message asks for.
      waiting = []
      mirror.refuseStart(reply.refusal)
    }
  }

  void load()
  return () => {
    stopped = true
    stopListening()
    callOff?.()
  }
}

async function askSnapshot(bridge: CastellanBridge): Promise<Reply<Snapshot>> {
  const reply = await bridge.call('app.snapshot', {}).catch(() => null)
  if (reply && !reply.ok) return reply
  const parsed = snapshotSchema.safeParse(reply?.value)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, refusal: noAnswer }
}

/** At the next frame; or after 500 ms, because a hidden window gets no frames and must drain too. */
function soon(flush: () => void): () => void {
  const run = () => {
    stop()
    flush()
  }
  const frame = requestAnimationFrame(run)
  const timer = setTimeout(run, 500)
  const stop = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  return stop
}
