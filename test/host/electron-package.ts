import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// By path and not by name: importing the electron package in plain Node.js starts a download.
export const electronFolder = fileURLToPath(new URL('../../node_modules/electron', import.meta.url))

export const electronVersion = (
  JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')) as { version: string }
).version

/** Whether npm's electron package has its binary: it writes path.txt once the download is unpacked. */
export const electronIsInstalled = () => existsSync(join(electronFolder, 'path.txt'))
