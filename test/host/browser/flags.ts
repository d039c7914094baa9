import type { Chromium } from '../chromium.ts'

const ours: readonly (readonly [string, string])[] = [
  ['no-first-run', ''],
  ['no-default-browser-check', ''],
  ['disable-dev-shm-usage', ''],
  ['password-store', 'basic'],
  ['use-mock-keychain', ''],
  ['hide-crash-restore-bubble', ''],
  ['disable-background-networking', ''],
  ['disable-component-update', ''],
  ['disable-extensions', ''],
  ['disable-sync', ''],
  // Without it a command line with --no-sandbox puts a warning bar above the page.
  ['test-type', ''],
  // Or a page that the host serves from *.localhost may not reach a server on this machine.
  ['disable-features', 'LocalNetworkAccessChecks'],
]

// What the host decides itself, or what is meant for Electron's main process.
const notForChromium = new Set([
  'app',
  'headless',
  'no-sandbox',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'stack-profiler',
  'user-data-dir',
])

export interface FlagOptions {
  switches: ReadonlyMap<string, string>
  userDataDir: string
  headless: boolean
  chromium: Pick<Chromium, 'sandbox'>
}

/** Chromium's command line: the host's flags, and over them what the app and its tests appended. */
export function chromiumFlags({ switches, userDataDir, headless, chromium }: FlagOptions): string[] {
  const flags = new Map(ours)
  for (const [name, value] of switches) {
    if (notForChromium.has(name)) continue
    const before = name.endsWith('able-features') ? flags.get(name) : undefined
    flags.set(name, before ? `${before},${value}` : value)
  }
  if (!chromium.sandbox) flags.set('no-sandbox', '')
  if (headless) flags.set('headless', 'new')
  flags.set('user-data-dir', userDataDir)
  return [...flags].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
}
