import type { Handlers } from '../../preload/contract/commands.ts'
import type { Effects } from './effects.ts'

type ImportHandlers = Pick<Handlers, Extract<keyof Handlers, `imports.${string}`>>

export const makeImportHandlers = ({ imports, chooseFile }: Effects): ImportHandlers => ({
  // SECURITY: which file is read, a dialog of the system says; the page never names a path.
  'imports.choose': async () => {
    const path = await chooseFile()
    return { file: path === null ? null : await imports.choose(path) }
  },
  'imports.begin': ({ name, size }) => ({ id: imports.begin(name, size) }),
  'imports.append': async ({ id, base64 }) => ({ file: await imports.append(id, Buffer.from(base64, 'base64')) }),
  'imports.preview': ({ id, mapping }) => imports.preview(id, mapping),
  'imports.start': ({ id, mapping }) => {
    imports.start(id, mapping)
    return {}
  },
  'imports.state': ({ id }) => imports.state(id),
  'imports.cancel': async ({ id }) => {
    await imports.cancel(id)
    return {}
  },
})
