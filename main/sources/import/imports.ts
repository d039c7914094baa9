import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { ChosenFile, ImportPreview, ImportState } from '../../../preload/contract/file.ts'
import type { Mapping } from '../../../preload/contract/mapping.ts'
import { Refusal } from '../../refusal.ts'
import { guessPreset } from '../file/guess-preset.ts'
import { headBytes } from '../file/layout.ts'
import { readHead } from '../file/read-parts.ts'
import { openDropped } from './dropped.ts'
import { openChosen } from './open-chosen.ts'
import { previewFile } from './preview-file.ts'
import { type ImportParts, type ImportRun, runImport } from './run-import.ts'

type Session = { id: string; name: string; path: string; run: ImportRun | null }

export type Imports = ReturnType<typeof openImports>

/** Takes in a file that the analyst chose or dropped, once it was looked at. One at a time. */
export function openImports(parts: ImportParts & { folder: string }) {
  const dropped = openDropped(parts.folder)
  let session: Session | null = null
  let begun: { id: string; name: string } | null = null
  dropped.forget()

  function get(id: string): Session {
    if (session?.id !== id) throw new Refusal('missing', 'This file is not open any more. Choose it again.')
    return session
  }

  async function choose(id: string, path: string, name: string): Promise<ChosenFile> {
    refuseWhileRunning()
    const chosen = await openChosen(path, async ({ handle, size }) => ({
      size,
      suggested: guessPreset(await readHead(handle, headBytes)),
    }))
    session = { id, name, path, run: null }
    return { id, name, ...chosen }
  }

  function refuseWhileRunning(): void {
    if (session?.run?.state().state === 'running')
      throw new Refusal('conflict', `${session.name} is being imported. Wait for its end, or cancel it.`)
  }

  /** What was taken until then stays. */
  async function stop(): Promise<void> {
    session?.run?.stop()
    await session?.run?.ended
    dropped.forget()
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
      openChosen(get(id).path, (file) => previewFile(file, mapping, parts.clock.now())),
    start(id: string, mapping: Mapping): void {
      const mine = get(id)
      refuseWhileRunning()
      const run = runImport(parts, mine, mapping)
      mine.run = run
      // A file that failed may be tried again; one that was taken is not needed any more.
      void run.ended.then(() => run.state().state === 'done' && session === mine && dropped.forget())
    },
    state(id: string): ImportState {
      const { run } = get(id)
      if (!run) throw new Refusal('conflict', 'The import has not begun. Press Import.')
      return run.state()
    },
    async cancel(id: string): Promise<void> {
      if (session?.id !== id && begun?.id !== id) return
      await stop()
      if (session?.run === null) session = null
      begun = null
    },
    close: stop,
  }
}
