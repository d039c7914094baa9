import { tmpdir } from 'node:os'

// What `electron` is in unit tests: electron-store asks these four things when it is loaded. Our own code gets Electron
// as parameters, so nothing else belongs here.
export const app = { getPath: () => tmpdir(), getVersion: () => '0.0.0-test' }
export const ipcMain = { on: () => {} }
export const shell = {}
export default { app, ipcMain, shell }
