import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronVersion } from './electron-package.ts'

/** The real Node.js, before `process.execPath` names the stand-in. */
export const nodePath = process.execPath
export const executable = fileURLToPath(new URL('dist/electron', import.meta.url))

/** Makes this process look like Electron's main process to the app's code. */
export function impersonateElectron(argv: readonly string[], chromeVersion: () => string) {
  process.argv = [executable, ...argv]
  // A child of process.execPath with ELECTRON_RUN_AS_NODE=1 is Node.js again: dist/electron honours that variable.
  process.execPath = executable
  Object.defineProperties(process.versions, {
    electron: { enumerable: true, value: electronVersion },
    chrome: { enumerable: true, get: chromeVersion },
  })
  const identity: Pick<NodeJS.Process, 'type' | 'defaultApp' | 'resourcesPath' | 'sandboxed' | 'contextIsolated'> = {
    type: 'browser',
    defaultApp: true,
    resourcesPath: join(dirname(executable), 'resources'),
    sandboxed: false,
    contextIsolated: false,
  }
  Object.assign(process, identity)
}
