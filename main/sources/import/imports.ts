import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { ChosenFile, ImportPreview, ImportState } from '../../../preload/contract/file.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import { Refusal } from '../../bridge/refusal.ts'
import type { Clock } from '../../engine/effects.ts'
import type { Engine } from '../../engine/open.ts'
import { fileKey } from '../file/file-id.ts'
import { guessPreset } from '../file/guess-preset.ts'
import { headBytes, layoutOf } from '../file/layout.ts'
import { type OpenFile, openSafely } from '../file/open-safely.ts'
import { readHead } from '../file/read-parts.ts'
import { type FileState, noCounts, takeFile } from '../file/take-file.ts'
import { openDropped } from './dropped.ts'
import { previewFile } from './preview-file.ts'

type Parts = {
  intake: Pick<Engine, 'takeAll'>
  clock: Clock
  folder: string
  log: { error: (what: string, error: unknown) => void }
}

type Session = { id: string; name: string; path: string; run: { state: ImportState; stop: AbortController } | null }

export type Imports = ReturnType<typeof openImports>

/** Takes in a file that the analyst chose or dropped, once it was looked at. One at a time. */
export function openImports({ intake, clock, folder, log }: Parts) {
  const dropped = openDropped(folder)
  let session: Session | null = null
  let begun: { id: string; name: string } | null = null
  let work: Promise<void> = Promise.resolve()
  dropped.forget()

  function get(id: string): Session {
    if (session?.id !== id) throw new Refusal('missing', 'This file is not open any more. Choose it again.')
    return session
  }

  async function opened<T>(path: string, look: (file: OpenFile) => Promise<T>): Promise<T> {
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

  async function choose(id: string, path: string, name: string): Promise<ChosenFile> {
    refuseWhileRunning()
    const chosen = await opened(path, async ({ handle, size }) => ({
      size,
      suggested: guessPreset(await readHead(handle, headBytes)),
    }))
    session = { id, name, path, run: null }
    return { id, name, ...chosen }
  }

  function refuseWhileRunning(): void {
    if (session?.run?.state.state === 'running')
      throw new Refusal('conflict', `${session.name} is being imported. Wait for its end, or cancel it.`)
  }

  async function take(mine: Session, mapping: Mapping, run: NonNullable<Session['run']>): Promise<void> {
    try {
      await opened(mine.path, async ({ handle, size, modified }) => {
        const head = await readHead(handle, headBytes)
        const layout = layoutOf(head, mapping.format)
        if (layout.kind === 'unreadable') throw new Refusal('invalid', layout.problem)
        const from: FileState = { place: layout.from, counts: noCounts, problems: [] }
        const show = ({ place, counts, problems }: FileState) => {
          run.state = {
            ...run.state,
            problems: [...problems],
            progress: { name: mine.name, bytes: place.position, size, counts },
          }
        }
        const key = fileKey({ name: mine.name, size, modified }, head)
        const { signal } = run.stop
        await takeFile({
          handle,
          key,
          kind: layout.kind,
          from,
          mapping,
          source: 'import',
          intake,
          now: clock.now,
          record: () => {},
          taken: show,
          signal,
        })
        run.state = { ...run.state, progress: { ...run.state.progress, bytes: size, size } }
      })
      dropped.forget()
      run.state = { ...run.state, state: 'done' }
    } catch (error) {
      if (run.stop.signal.aborted) return void (run.state = { ...run.state, state: 'cancelled' })
      if (!(error instanceof Refusal)) log.error('a file could not be imported', error)
      const message = error instanceof Error ? error.message : String(error)
      run.state = {
        ...run.state,
        state: 'failed',
        message: `${message} What was taken is kept; import the file again to take the rest.`,
      }
    }
  }

  return {
    /** A file the analyst chose in a dialog of the system. */
    choose: (path: string) => choose(randomUUID(), path, basename(path)),
    /** A file that comes in pieces. */
    begin(name: string, size: number): string {
      refuseWhileRunning()
      begun = { id: randomUUID(), name }
      dropped.begin(begun.id, size)
      return begun.id
    },
    async append(id: string, bytes: Uint8Array): Promise<ChosenFile | null> {
      if (begun?.id !== id) throw new Refusal('missing', 'Another file was dropped meanwhile. Drop this one again.')
      const path = dropped.append(bytes)
      return path === null ? null : choose(id, path, begun.name)
    },
    preview: (id: string, mapping: Mapping): Promise<ImportPreview> =>
      opened(get(id).path, (file) => previewFile(file, mapping, clock.now())),
    start(id: string, mapping: Mapping): void {
      const mine = get(id)
      refuseWhileRunning()
      const progress = { name: mine.name, bytes: 0, size: 0, counts: noCounts }
      const run = {
        state: { state: 'running', progress, problems: [], message: null } as ImportState,
        stop: new AbortController(),
      }
      mine.run = run
      work = take(mine, mapping, run)
    },
    state(id: string): ImportState {
      const { run } = get(id)
      if (!run) throw new Refusal('conflict', 'The import has not begun. Press Import.')
      return run.state
    },
    /** What was taken until then stays. */
    async cancel(id: string): Promise<void> {
      if (session?.id !== id && begun?.id !== id) return
      session?.run?.stop.abort()
      await work
      dropped.forget()
      if (session?.run === null) session = null
      begun = null
    },
    close: async (): Promise<void> => {
      session?.run?.stop.abort()
      await work
      dropped.forget()
    },
  }
}
