import type { ImportState } from '../../../preload/contract/file.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import { Refusal } from '../../refusal.ts'
import { storageTrouble } from '../../storage-trouble.ts'
import type { Clock } from '../../engine/effects.ts'
import type { Engine } from '../../engine/open.ts'
import { headBytes, layoutOf } from '../file/layout.ts'
import { readHead } from '../file/read-parts.ts'
import { type FileState, noCounts, takeFile } from '../file/take-file.ts'
import { importKey } from './import-key.ts'
import { openChosen } from './open-chosen.ts'

export type ImportParts = {
  intake: Pick<Engine, 'takeAll'>
  clock: Clock
  log: { error: (what: string, error: unknown) => void }
}

/** `state`: how far it is, as the window shows it. `ended`: resolves once nothing more is taken; it never rejects. */
export type ImportRun = { state: () => ImportState; stop: () => void; ended: Promise<void> }

/** Takes a file in. What was taken when it fails or is stopped stays. */
export function runImport(
  { intake, clock, log }: ImportParts,
  { name, path }: { name: string; path: string },
  mapping: Mapping,
): ImportRun {
  const stop = new AbortController()
  const { signal } = stop
  const progress = { name, bytes: 0, size: 0, counts: noCounts }
  let state: ImportState = { state: 'running', progress, problems: [], message: null }

  const takeAll = () =>
    openChosen(path, async (file) => {
      const { handle, size } = file
      const head = await readHead(handle, headBytes)
      const layout = layoutOf(head, mapping.format)
      if (layout.kind === 'unreadable') throw new Refusal('invalid', layout.problem)
      await takeFile({
        handle,
        key: await importKey(name, file, head),
        kind: layout.kind,
        from: { place: layout.from, counts: noCounts, problems: [] },
        mapping,
        source: 'import',
        intake,
        now: clock.now,
        record: () => {},
        taken: ({ place, counts, problems }: FileState) => {
          state = { ...state, problems: [...problems], progress: { name, bytes: place.position, size, counts } }
        },
        signal,
      })
      state = { ...state, progress: { ...state.progress, bytes: size, size } }
    })

  async function run(): Promise<void> {
    try {
      await takeAll()
      state = { ...state, state: 'done' }
    } catch (error) {
      if (signal.aborted) state = { ...state, state: 'cancelled' }
      else {
        if (!(error instanceof Refusal)) log.error('a file could not be imported', error)
        state = { ...state, state: 'failed', message: `${whyOf(error)}${whatNow(state)}` }
      }
    }
  }

  return { state: () => state, stop: () => stop.abort(), ended: run() }
}

function whyOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const storage = storageTrouble(error)
  if (storage) return storage.message
  return `The file could not be imported: ${error instanceof Error ? error.message : String(error)}.`
}

function whatNow({ progress: { counts } }: ImportState): string {
  return counts.events + counts.findings > 0
    ? ' What was taken is kept; import the file again to take the rest.'
    : ' Nothing was taken.'
}
