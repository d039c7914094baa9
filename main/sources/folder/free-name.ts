import { lstat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { errorTextOf } from './error-text.ts'

/** Of a name on the disks of all three systems; bytes of UTF-8 are never fewer than what Windows counts. */
const longestName = 255

/** A name in a folder that neither a file has nor the text that would go with it: one may have been taken before. */
export async function freeName(folder: string, name: string): Promise<string> {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  for (let count = 1; ; count += 1) {
    const rest = count === 1 ? ending : ` (${count})${ending}`
    const candidate = cut(stem, longestName - Buffer.byteLength(errorTextOf(rest))) + rest
    if (!(await isThere(join(folder, candidate))) && !(await isThere(join(folder, errorTextOf(candidate)))))
      return candidate
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

function cut(text: string, bytes: number): string {
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
  while (Buffer.byteLength(letters.join('')) > bytes) letters.pop()
  return letters.join('')
}
