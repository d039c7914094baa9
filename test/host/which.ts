import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findChromium } from './chromium.ts'
import { electronIsInstalled, electronVersion } from './electron-package.ts'
import { executable } from './impersonate.ts'

export interface Host {
  isElectron: boolean
  /** For a log: "real Electron 45.4.1" or "Electron host (Node 24.21.0 + Chromium 156.0.1.2)". */
  description: string
}

const hostFolder = dirname(executable)

function chosen(): 'electron' | 'host' {
  const force = process.env['CASTELLAN_HOST']
  if (force !== undefined && force !== 'on' && force !== 'off') throw new Error('CASTELLAN_HOST is either on or off')
  if (force) return force === 'on' ? 'host' : 'electron'
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (given !== undefined) return given === hostFolder ? 'host' : 'electron'
  return electronIsInstalled() ? 'electron' : 'host'
}

/**
 * Decides what runs the app and tells this process's environment, where Playwright's _electron.launch() looks for it:
 * real Electron if there is one, else the host; CASTELLAN_HOST=on|off decides otherwise.
 */
export async function chooseHost(): Promise<Host> {
  if (chosen() === 'electron') {
    if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] === hostFolder) delete process.env['ELECTRON_OVERRIDE_DIST_PATH']
    return { isElectron: true, description: `real Electron ${distVersion()}` }
  }
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = hostFolder
  process.env['CASTELLAN_HOST_NODE'] ??= process.execPath
  const { executable: chromium, env } = await findChromium()
  // Found once for all launches to come.
  process.env['CASTELLAN_HOST_CHROMIUM'] ??= Object.keys(env).length === 0 ? chromium : 'npm'
  const version = chromiumVersion(chromium, env)
  return { isElectron: false, description: `Electron host (Node ${process.versions.node} + Chromium ${version})` }
}

function distVersion(): string {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const file = folder === undefined ? undefined : join(folder, 'version')
  return file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : electronVersion
}

function chromiumVersion(chromium: string, env: Readonly<Record<string, string>>): string {
  try {
    const output = execFileSync(chromium, ['--version'], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: 5000,
    })
    return /[\d.]{5,}/.exec(output)?.[0] ?? 'of unknown version'
  } catch {
    // Windows builds print nothing.
    return 'of unknown version'
  }
}
