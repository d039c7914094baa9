import type { FoundFile } from './list-files.ts'

/** A file that has not changed for as long may be looked into, ms. */
export const settleMs = 2000
/** A file that still looks half-written after as long will not become whole any more, ms. */
export const patienceMs = 30_000

/** Since when each file has not changed, by the time we saw it: clocks of other machines may be wrong. */
export function openSightings() {
  let seen = new Map<string, FoundFile & { since: number }>()
  return {
    /** Notes what is there now, and forgets what is not. Answers for how long each has been as it is, ms. */
    note(files: readonly FoundFile[], now: number): { name: string; stillFor: number }[] {
      seen = new Map(
        files.map((file) => {
          const before = seen.get(file.name)
          const same = before !== undefined && before.size === file.size && before.modified === file.modified
          return [file.name, same ? before : { ...file, since: now }]
        }),
      )
      return [...seen.values()].map(({ name, since }) => ({ name, stillFor: now - since }))
    },
  }
}
