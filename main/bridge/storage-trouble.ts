import { Refusal } from './refusal.ts'

const file = 'the database ledger.sqlite in the data folder'

// SQLite's primary result codes. Ours to word, but not our mistakes.
const words = new Map<number, string>([
  [5, `Another program holds ${file}. Close that program, then try again.`],
  [8, `It is not allowed to write to ${file}. Make the file and its folder writable for you, then try again.`],
  [10, `The disk failed under ${file}. Check the disk, and that the folder is still there, then try again.`],
  [11, damaged()],
  [13, `The disk is full: ${file} can’t grow, and nothing was stored. Free some disk space, then try again.`],
  [14, `It is not possible to open ${file}. Check that the folder is there and yours, then try again.`],
  [26, damaged()],
])

function damaged(): string {
  return `Part of ${file} is damaged. Quit the app and keep a copy of the file, then put back a backup, or move the file away to start with an empty one.`
}

/** What node:sqlite throws where the file or the disk is at fault, as a refusal; null for any other error. */
export function storageTrouble(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return null
  if (!('errcode' in error) || typeof error.errcode !== 'number') return null
  // The low byte; the rest says more exactly where.
  const message = words.get(error.errcode & 0xff)
  return message === undefined ? null : new Refusal('unavailable', message)
}
