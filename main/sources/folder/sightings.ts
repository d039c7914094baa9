import { isUnchanged } from '../file/file-version.ts'
import type { FoundFile } from './list-files.ts'

/** A file that has not changed for as long may be looked into, ms. */
export const settleMs = 2000
/** A file that still looks half-written after as long will not become whole any more, ms. */
export const patienceMs = 30_000
/** What a watcher misses, such as changes on a share, is found as late as this, ms. */
export const rescanMs = 30_000
/** Looks that are further apart than this had sleep between them, or a large file, ms. */
const longestGapMs = 2 * rescanMs

/** Since when each file has not changed, by the time we saw it: clocks of other machines may be wrong. */
export function openSightings() {
  let seen = new Map<string, FoundFile & { since: number }>()
  let last = -Infinity
  return {
    /**
     * Notes what is there now, and forgets what is not. Answers for how long each has been as it is, ms. `now` is
     * monotonic: the other clock may be set. A sleep is no time in which a file that is being copied could have grown.
     */
    note(files: readonly FoundFile[], now: number): { file: FoundFile; stillFor: number }[] {
      if (now - last > longestGapMs) seen = new Map()
      last = now
      seen = new Map(
        files.map((file) => {
          const before = seen.get(file.at)
          const since = before && isUnchanged(before.version, file.version) ? before.since : now
          return [file.at, { ...file, since }]
        }),
      )
      return [...seen.values()].map(({ since, ...file }) => ({ file, stillFor: now - since }))
    },
  }
}
