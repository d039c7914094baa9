import { lstat, mkdir, rename, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FileCounts } from '../../../preload/contract/file.ts'
import type { MappingProblem } from '../../../preload/contract/mapping.ts'
import { mostProblems } from '../file/take-file.ts'

type End = { counts: FileCounts; problems: readonly MappingProblem[] }

/** Moves a file that was taken to done/, or, where a part of it was refused, to failed/ with a text that says what and why. */
export async function putAway(folder: string, name: string, end: End): Promise<'done' | 'failed'> {
  const kind = end.problems.length > 0 ? 'failed' : 'done'
  const to = join(folder, kind)
  await mkdir(to, { recursive: true })
  // SECURITY: a link in place of the folder would have files written wherever it leads.
  if (!(await lstat(to)).isDirectory()) throw new Error(`${to} is no folder of its own`)
  const target = await freeName(to, name)
  if (kind === 'failed') await writeFile(join(to, `${target}.error.txt`), errorText(name, end))
  await rename(join(folder, name), join(to, target))
  return kind
}

/** A file of that name may have been taken before. */
async function freeName(folder: string, name: string): Promise<string> {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${stem} (${count})${ending}`
    const isTaken = await lstat(join(folder, candidate)).then(
      () => true,
      () => false,
    )
    if (!isTaken) return candidate
  }
}

export function errorText(name: string, { counts, problems }: End): string {
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
