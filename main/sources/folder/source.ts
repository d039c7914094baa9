import type { Settings } from '../../../preload/contract/settings.ts'
import type { SourceState } from '../../../preload/contract/source.ts'
import type { SourceOf } from '../source.ts'
import { openTally } from '../tally.ts'
import { folderTrouble } from './folder-trouble.ts'
import { type FolderParts, type FolderView, openLook } from './look.ts'
import { rescanMs } from './sightings.ts'
import { nodeWatch, type Watch } from './watch.ts'

type Wanted = Settings['sources']['folder']

/** Events from files that are dropped into a folder; each is taken once. */
export function openFolderSource(
  parts: FolderParts,
  watch: Watch = nodeWatch,
): SourceOf<'folder'> & { idle: () => Promise<void> } {
  const { clock, log, changed } = parts
  const tally = openTally(parts)
  const show: FolderView = { files: { done: 0, failed: 0 }, waiting: 0, taking: null }
  let wanted: Wanted | null = null
  let state: SourceState = 'off'
  let halt = () => {}
  /** One look after the other. */
  let work = Promise.resolve()

  function become(next: SourceState): void {
    if (next === state) return
    if (state === 'failed' && next === 'on') tally.heal()
    state = next
    changed()
  }

  function fail(error: unknown, path: string): void {
    const { message, next } = folderTrouble(error, path)
    if (tally.now().lastError?.message !== message) {
      log.error('the watched folder could not be looked into', error, { where: path })
      tally.fail(message, next)
    }
    become('failed')
  }

  /** Looks into a folder until it is halted. */
  function begin({ path, mapping }: Wanted): void {
    const stop = new AbortController()
    let callOff = () => {}
    let stopWatching = () => {}
    let isQueued = false

    function reached(): void {
      if (state !== 'on') startWatching()
      become('on')
    }

    function startWatching(): void {
      stopWatching()
      try {
        stopWatching = watch(path, lookSoon, (error) => log.error('the folder is not watched any more', error))
      } catch (error) {
        log.error('the folder can not be watched; it is looked into now and then', error)
      }
    }

    const look = openLook({ ...parts, path, mapping, tally, show, reached, signal: stop.signal })

    function lookSoon(): void {
      if (isQueued) return
      isQueued = true
      work = work
        .then(lookNow)
        .catch((error: unknown) => log.error('the watched folder could not be looked into', error))
    }

    async function lookNow(): Promise<void> {
      isQueued = false
      callOff()
      if (stop.signal.aborted) return
      let nextMs = rescanMs
      try {
        nextMs = await look()
        changed()
      } catch (error) {
        if (!stop.signal.aborted) fail(error, path)
      }
      if (!stop.signal.aborted) callOff = clock.at(clock.now() + nextMs, lookSoon)
    }

    halt = () => {
      stop.abort()
      callOff()
      stopWatching()
    }
    // What is being taken ends first.
    work = work.then(() => become('starting'))
    lookSoon()
  }

  return {
    view: () => ({ kind: 'folder', state, ...tally.now(), path: wanted?.path ?? '', ...show }),
    follow: (next) => {
      if (JSON.stringify(next) === JSON.stringify(wanted)) return
      halt()
      halt = () => {}
      wanted = next
      show.waiting = 0
      if (next.on && next.path !== '') begin(next)
      else work = work.then(() => become('off'))
    },
    idle: async () => {
      for (let before: unknown = null; before !== work;) {
        before = work
        await work
      }
    },
    close: async () => {
      halt()
      await work
    },
  }
}
