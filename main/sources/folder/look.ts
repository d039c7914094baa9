import type { FileProgress } from '../../../preload/contract/file.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import type { Engine } from '../../engine/open.ts'
import type { FileRow } from '../../ledger/files.ts'
import type { Ledger } from '../../ledger/open.ts'
import type { FileState } from '../file/take-file.ts'
import type { SourceParts } from '../source.ts'
import type { Tally } from '../tally.ts'
import { errorTextOf } from './error-text.ts'
import { findUnplaced } from './find-unplaced.ts'
import { folderTrouble } from './folder-trouble.ts'
import { type FoundFile, listFiles } from './list-files.ts'
import { listGrown } from './list-grown.ts'
import { openSightings, patienceMs, rescanMs, settleMs } from './sightings.ts'
import { takeOne } from './take-one.ts'

/** `files`: how far files have been taken. */
export type FolderParts = Pick<SourceParts, 'clock' | 'log' | 'changed'> & {
  intake: Pick<Engine, 'takeAll'>
  files: Ledger['files']
}

/** What the window shows of the folder. */
export type FolderView = { files: { done: number; failed: number }; waiting: number; taking: FileProgress | null }

type Options = Omit<FolderParts, 'changed'> & {
  path: string
  /** null: as each file looks. */
  mapping: Mapping | null
  tally: Tally
  show: FolderView
  /** The folder could be read. */
  reached: () => void
  /** From then on nothing is taken and nothing is moved. */
  signal: AbortSignal
}

/** Looks into one folder, again and again, and takes what has come to rest. */
export function openLook({ clock, log, intake, files, path, mapping, tally, show, reached, signal }: Options) {
  const sightings = openSightings()
  const links = new Set<string>()
  /** What was said last of each file that can't be taken. */
  const troubles = new Map<string, string>()
  let isFirst = true

  function complainOfLink(name: string): void {
    if (links.has(name)) return
    links.add(name)
    tally.fail(`${name} is a link, so it is not taken.`, 'Put the file itself into the folder.')
  }

  function complain(at: string, error: unknown): void {
    const where = `${path} (${at})`
    const { message, next } = folderTrouble(error, where)
    if (troubles.get(at) === message) return
    troubles.set(at, message)
    log.error('a file of the watched folder could not be taken', error, { where })
    tally.fail(message, next)
  }

  const taken =
    ({ name }: FoundFile) =>
    ({ counts, place }: FileState, before: FileState, size: number) => {
      show.taking = { name, bytes: place.position, size, counts }
      tally.count({
        accepted: counts.events + counts.findings - before.counts.events - before.counts.findings,
        known: counts.known - before.counts.known,
        refused: counts.refused - before.counts.refused,
      })
    }

  /** Answers after how long to look at it again, ms; null where there is nothing left to do with it. */
  async function take(file: FoundFile, stillFor: number): Promise<number | null> {
    const { name, at } = file
    const isOverdue = stillFor >= patienceMs
    const laterMs = isOverdue ? rescanMs : Math.max(settleMs, patienceMs - stillFor)
    try {
      const options = { folder: path, file, mapping, intake, files, now: clock.now, isOverdue, signal }
      const end = await takeOne({ ...options, taken: taken(file) })
      troubles.delete(at)
      if (end === 'waits') return laterMs
      if (end === 'changed') return settleMs
      if (end === 'link') complainOfLink(name)
      if (end === 'link') return null
      if (file.grownFrom === undefined) show.files = { ...show.files, [end.kind]: show.files[end.kind] + 1 }
      if (end.kind === 'failed')
        tally.fail(`Parts of ${name} were refused.`, `Read ${errorTextOf(end.at)}: it says which, and why.`)
      return null
    } catch (error) {
      if (!signal.aborted) complain(at, error)
      return laterMs
    } finally {
      show.taking = null
    }
  }

  /** Those that were moved just before a crash. The next one of that name is a new one, even if it begins alike. */
  async function noteUnplaced(there: readonly FoundFile[]): Promise<void> {
    const isThere = ({ name }: FileRow) => there.some((file) => file.name === name)
    for (const row of files.unplaced()) {
      if (!isFirst && isThere(row)) continue
      const at = await findUnplaced(path, row)
      if (at === '' && isThere(row)) continue
      await intake.takeAll([], 'folder', () => files.put({ ...row, moved_to: at }))
    }
  }

  /** Answers after how long to look again, ms. Rejects where the folder can't be read. */
  return async (): Promise<number> => {
    let nextMs = rescanMs
    const found = await listFiles(path)
    if (signal.aborted) return nextMs
    reached()
    await noteUnplaced(found.files)
    isFirst = false
    const grown = await listGrown(path, files, clock.now())
    if (signal.aborted) return nextMs
    for (const name of found.links) complainOfLink(name)
    show.waiting = found.files.length
    for (const { file, stillFor } of sightings.note([...found.files, ...grown], clock.monotonic())) {
      const laterMs = stillFor < settleMs ? settleMs - stillFor : await take(file, stillFor)
      // What is shown by now is of another folder, or of none.
      if (signal.aborted) return nextMs
      nextMs = Math.min(nextMs, laterMs ?? rescanMs)
      if (laterMs === null && !file.grownFrom) show.waiting -= 1
    }
    return nextMs
  }
}
