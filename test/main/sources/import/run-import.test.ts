import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { presets } from '../../../../main/mapping/presets.ts'
import { runImport } from '../../../../main/sources/import/run-import.ts'
import { makeFakeClock } from '../../../support/fake-clock.ts'
import { makeTempDir } from '../../../support/temp-dir.ts'

const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
const line = (title: string) => `${JSON.stringify({ severity: 'high', title })}\n`

/** Imports 40 events, in two batches, of which some are taken before it fails. */
async function importOf(text: string, batches: number, error: Error) {
  using folder = makeTempDir()
  const path = join(folder.path, 'a.ndjson')
  writeFileSync(path, text)
  const errors: unknown[] = []
  let left = batches
  const takeAll = async (items: readonly unknown[], _source: unknown, also: (accepted: never[]) => void) => {
    left -= 1
    if (left < 0) throw error
    also(items.map(() => null) as never[])
  }
  const log = { error: (_what: string, one: unknown) => void errors.push(one) }
  const run = runImport({ intake: { takeAll }, clock: makeFakeClock(), log }, { name: 'a.ndjson', path }, presets.plain)
  await run.ended
  return { ...run.state(), errors }
}

test.for([
  [0, / is full: .* Free some disk space, then try again\. Nothing was taken\.$/],
  [1, / is full: .* What was taken is kept; import the file again to take the rest\.$/],
] as const)('a full disk after %i batches is said with what to do, and what became of the file', async (row) => {
  const [batches, message] = row
  const { state, message: said, errors } = await importOf(line('T').repeat(40), batches, full)
  expect(state).toBe('failed')
  expect(said).toMatch(message)
  expect(said).not.toContain('database')
  expect(errors).toEqual([full])
})

test('any other error is a sentence too', async () => {
  const { message } = await importOf(line('T'), 0, new Error('EIO: i/o error, read'))
  expect(message).toBe('The file could not be imported: EIO: i/o error, read. Nothing was taken.')
})

test('a file that can’t be read as text is refused, and that is no error of ours', async () => {
  const { message, errors } = await importOf('a\0b', 9, full)
  expect(message).toBe('This is no text file. Nothing was taken.')
  expect(errors).toEqual([])
})
