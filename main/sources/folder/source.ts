import { watch as watchFolder } from 'node:fs'
import type { FileProgress } from '../../../preload/contract/file.ts'
import type { Settings } from '../../../preload/contract/settings.ts'
import type { SourceState } from '../../../preload/contract/source.ts'
import type { Engine } from '../../engine/open.ts'
import type { Ledger } from '../../ledger/open.ts'
import type { FileState } from '../file/take-file.ts'
import type { SourceOf, SourceParts } from '../source.ts'
import { openTally } from '../tally.ts'
import { folderTrouble } from './folder-trouble.ts'
import { listFiles } from './list-files.ts'
import { openSightings, patienceMs, settleMs } from './sightings.ts'
import { takeOne } from './take-one.ts'

/** `files`: how far files have been taken. */
export type FolderParts = Pick<SourceParts, 'clock' | 'log' | 'changed'> & {
  intake: Pick<Engine, 'takeAll'>
  files: Ledger['files']
}

type Wanted = Settings['sources']['folder']

/** What a watcher misses, such as changes on a share, is found as late as this, ms. */
export const rescanMs = 30_000

/** Answers a function that stops watching. Throws where the folder can't be watched. */
export type Watch = (path: string, changed: () => void, failed: (error: unknown) => void) => () => void

const nodeWatch: Watch = (path, changed, failed) => {
  const watcher = watchFolder(path, { persistent: false }, changed)
  watcher.on('error', failed)
  return () => watcher.close()
}

/** Events from files that are dropped into a folder; each is taken once. */
export function openFolderSource(
  parts: FolderParts,
  watch: Watch = nodeWatch,
): SourceOf<'folder'> & { idle: () => Promise<void> } {
  const { clock, log, changed, intake, files } = parts
  const tally = openTally(parts)
  let wanted: Wanted | null = null
  let state: SourceState = 'off'
  let sightings = openSightings()
  let counted = { done: 0, failed: 0 }
  let waiting = 0
  let taking: FileProgress | null = null
  let complained = new Set<string>()
  let stopWatching = () => {}
  let callOff = () => {}
  let stop = new AbortController()
  /** One look after the other. */
  let work = Promise.resolve()
  let isQueued = false

  function lookSoon(): void {
    if (isQueued) return
    isQueued = true
    work = work.then(look).catch((error: unknown) => log.error('the watched folder could not be looked into', error))
  }

  async function look(): Promise<void> {
    isQueued = false
    callOff()
    const { signal } = stop
    if (!wanted?.on || wanted.path === '' || signal.aborted) return
    let nextMs = rescanMs
    try {
      const { files: found, links } = await listFiles(wanted.path)
      become('on')
      for (const name of links) complainOfLink(name)
      const seen = sightings.note(found, clock.now())
      waiting = seen.length
      for (const { name, stillFor } of seen) {
        if (stillFor < settleMs) nextMs = Math.min(nextMs, settleMs - stillFor)
        else if (!(await take(wanted, name, stillFor >= patienceMs, signal)))
          nextMs = Math.min(nextMs, Math.max(settleMs, patienceMs - stillFor))
        else waiting -= 1
      }
      changed()
    } catch (error) {
      if (!signal.aborted) fail(error, wanted.path)
    }
    callOff = clock.at(clock.now() + nextMs, lookSoon)
  }

  /** Answers whether it is gone from the folder. */
  async function take(
    { path, mapping }: Wanted,
    name: string,
    isOverdue: boolean,
    signal: AbortSignal,
  ): Promise<boolean> {
    const taken = ({ counts, place }: FileState, before: FileState, size: number) => {
      taking = { name, bytes: place.position, size, counts }
      tally.count({
        accepted: counts.events + counts.findings - before.counts.events - before.counts.findings,
        known: counts.known - before.counts.known,
        refused: counts.refused - before.counts.refused,
      })
    }
    try {
      const end = await takeOne({
        folder: path,
        name,
        mapping,
        intake,
        files,
        now: clock.now,
        isOverdue,
        taken,
        signal,
      })
      if (end === 'link') complainOfLink(name)
      if (end === 'done' || end === 'failed') counted = { ...counted, [end]: counted[end] + 1 }
      if (end === 'failed')
        tally.fail(`Parts of ${name} were refused.`, `Read failed/${name}.error.txt: it says which, and why.`)
      return end !== 'waits'
    } catch (error) {
      if (signal.aborted) return false
      fail(error, `${path} (${name})`)
      return false
    } finally {
      taking = null
    }
  }

  function complainOfLink(name: string): void {
    if (complained.has(name)) return
    complained.add(name)
    tally.fail(`${name} is a link, so it is not taken.`, 'Put the file itself into the folder.')
  }

  function fail(error: unknown, where: string): void {
    const { message, next, isGone } = folderTrouble(error, where)
    const isNew = tally.now().lastError?.message !== message
    if (isNew) log.error('a file of the watched folder could not be taken', error, { where })
    if (isNew) tally.fail(message, next)
    if (isGone) become('failed')
  }

  function become(next: SourceState): void {
    if (next === state) return
    if (state === 'failed' && next === 'on') tally.heal()
    if (next === 'on') startWatching()
    state = next
    changed()
  }

  function startWatching(): void {
    stopWatching()
    try {
      stopWatching = watch(wanted?.path ?? '', lookSoon, (error) =>
        log.error('the folder is not watched any more', error),
      )
    } catch (error) {
      log.error('the folder can not be watched; it is looked into now and then', error)
    }
  }

  function halt(): void {
    stop.abort()
    callOff()
    stopWatching()
    stopWatching = () => {}
  }

  return {
    view: () => ({ kind: 'folder', state, ...tally.now(), path: wanted?.path ?? '', files: counted, waiting, taking }),
    follow: (next) => {
      if (JSON.stringify(next) === JSON.stringify(wanted)) return
      halt()
      stop = new AbortController()
      sightings = openSightings()
      complained = new Set()
      waiting = 0
      wanted = next
      // What is being taken ends first.
      work = work.then(() => become(next.on && next.path !== '' ? 'starting' : 'off'))
      isQueued = false
      lookSoon()
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
