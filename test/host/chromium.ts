import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { unpackNpmChromium } from './chromium-npm.ts'

export interface Chromium {
  executable: string
  /** Variables its process needs on top of ours. */
  env: Readonly<Record<string, string>>
  /** Whether it can open windows: the one from npm is a headless shell. */
  windows: boolean
  sandbox: boolean
}

type Env = Readonly<Record<string, string | undefined>>

const isRoot = () => process.getuid?.() === 0

// Debian's wrapper script adds flags of its own, so the binary behind it comes first.
const linux = [
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
]
const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

function installPaths(platform: NodeJS.Platform, env: Env): string[] {
  if (platform === 'linux') return linux
  if (platform === 'darwin') return mac
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
    (root) => root !== undefined,
  )
  const tails = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ]
  return roots.flatMap((root) => tails.map((tail) => join(root, tail)))
}

/**
 * The browser that CASTELLAN_HOST_CHROMIUM names or that is installed. There is one rule for headless and headed runs:
 * the named one, else an installed one, else the one from npm, so that a machine runs all its tests on one browser.
 */
export function installedChromium(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): Chromium | undefined {
  const named = env['CASTELLAN_HOST_CHROMIUM']
  if (named === 'npm') return undefined
  if (named && !exists(named)) throw new Error(`CASTELLAN_HOST_CHROMIUM names ${named}, which does not exist`)
  const executable = named || installPaths(platform, env).find((path) => exists(path))
  if (!executable) return undefined
  // Chromium refuses its sandbox to root.
  return { executable, env: {}, windows: !/headless[-_]shell/.test(executable), sandbox: !isRoot() }
}

/** Finds Chromium, unpacking the one from npm (Linux on x64 only) where none is installed. */
export async function findChromium(): Promise<Chromium> {
  const installed = installedChromium()
  if (installed) return installed
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackNpmChromium()
  throw new Error('No Chromium, Chrome or Edge found: install one, or set CASTELLAN_HOST_CHROMIUM to its path')
}
