import { storageTrouble } from '../../storage-trouble.ts'

type Trouble = { message: string; next: string }

/** What keeps the folder, or a file in it, from being taken, in words. */
export function folderTrouble(error: unknown, where: string): Trouble {
  const storage = storageTrouble(error)
  if (storage) return { message: storage.message, next: 'What was taken is kept; the rest follows by itself.' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { message: `${where} is not there.`, next: 'Make the folder again, or choose another one.' }
  if (code === 'EACCES' || code === 'EPERM')
    return { message: `${where} may not be read or moved.`, next: 'Give yourself the right to, in its folder too.' }
  const what = error instanceof Error ? error.message : String(error)
  return { message: `${where} could not be taken: ${what}.`, next: 'It is tried again every 30 s.' }
}
