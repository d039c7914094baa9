import { Refusal } from '../../refusal.ts'
import { type OpenFile, openSafely } from '../file/open-safely.ts'

/** Looks into a file, and closes it. Rejects with a refusal where it can't be read. */
export async function openChosen<T>(path: string, look: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await openSafely(path).catch((error: unknown) => {
    throw new Refusal(
      'unavailable',
      `The file can’t be read (${error instanceof Error ? error.message : String(error)}). Choose it again.`,
    )
  })
  if (!file) throw new Refusal('invalid', 'This is a link or no file. Choose the file itself.')
  try {
    return await look(file)
  } finally {
    await file.handle.close()
  }
}
