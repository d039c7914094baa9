import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileCounts } from '../../../preload/contract/file.ts'
import type { MappingProblem } from '../../../preload/contract/mapping.ts'
import { mostProblems } from '../file/take-file.ts'

export type End = { counts: FileCounts; problems: readonly MappingProblem[] }

/** The file beside a refused one that says what and why. */
export const errorTextOf = (file: string): string => `${file}.error.txt`

/** Writes it, in place of an older one. */
export async function writeErrorText(file: string, name: string, end: End): Promise<void> {
  const unfinished = join(dirname(file), `.${randomUUID()}.tmp`)
  try {
    // SECURITY: never through a link that somebody laid there: a file of our own is made, and takes the place of what has
    // the name.
    await writeFile(unfinished, errorText(name, end), { flag: 'wx' })
    await rename(unfinished, errorTextOf(file))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

function errorText(name: string, { counts, problems }: End): string {
  const taken = counts.events + counts.findings + counts.known
  const lines = problems.map(
    ({ line, field, message }) => `Line ${line}${field === null ? '' : `, ${field}`}: ${message}`,
  )
  const left = counts.refused > mostProblems ? [`… and more. Only the first ${mostProblems} are listed.`] : []
  const next =
    taken > 0
      ? `The other ${taken} were taken. Drop a file with nothing but the corrected ones.`
      : 'Nothing was taken. Correct it, or the mapping of the folder, and drop the file again.'
  return [`${name}: ${counts.refused} refused.`, next, '', ...lines, ...left, ''].join('\n')
}
