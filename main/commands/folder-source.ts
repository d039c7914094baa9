import { realpath } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Handlers } from '../../preload/contract/commands.ts'
import { Refusal } from '../refusal.ts'
import { listFiles } from '../sources/folder/list-files.ts'
import type { Effects } from './effects.ts'

type Parts = Pick<Effects, 'chooseFolder' | 'settings' | 'sources' | 'app'>

export const makeFolderHandlers = ({
  chooseFolder,
  settings,
  sources,
  app,
}: Parts): Pick<Handlers, 'sources.folder.choose'> => ({
  // SECURITY: which folder is read, and has its files moved, a dialog of the system says; the page never names a path.
  'sources.folder.choose': async () => {
    const chosen = await chooseFolder()
    if (chosen === null) return { path: null, files: 0 }
    const path = await realpath(chosen).catch(() => chosen)
    const dataFolder = await realpath(app.dataFolder).catch(() => app.dataFolder)
    const inside = relative(dataFolder, path)
    if (inside === '' || (!inside.startsWith('..') && inside !== path))
      throw new Refusal('invalid', 'The app keeps its own files there. Choose another folder.')
    const { files } = await listFiles(path).catch(() => {
      throw new Refusal(
        'invalid',
        `The folder ${path} can’t be read. Choose another one, or give yourself the right to.`,
      )
    })
    // Off, so that nothing is moved before the analyst has seen which folder it is.
    const updated = settings.update({ sources: { folder: { on: false, path } } })
    sources.follow(updated.sources)
    return { path, files: files.length }
  },
})
