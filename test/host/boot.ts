import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { open as openInspector } from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startBrowser } from './browser/browser.ts'
import { chromiumFlags } from './browser/flags.ts'
import { relayDevTools } from './browser/relay.ts'
import { findChromium } from './chromium.ts'
import { parseCommandLine } from './command-line.ts'
import { announceReady, app, introduceApp } from './electron/app.ts'
import { routeRequests } from './electron/fetch-router.ts'
import { isEnding } from './electron/lifecycle.ts'
import { registry } from './electron/registry.ts'
import { impersonateElectron } from './impersonate.ts'
import { electronVersion } from './electron-package.ts'
import { locateApp } from './locate-app.ts'
import { say } from './log.ts'

// Runs an app as Electron's executable would: `node boot.ts [switches] <app> [arguments]`.
const argv = process.argv.slice(2)
const line = parseCommandLine(argv)

async function main() {
  if (argv[0] === '--version' || line.app === undefined) {
    process.stdout.write(`v${electronVersion}\n`)
    return
  }
  impersonateElectron(argv, () => registry.browser?.version ?? '')
  resolveElectron()
  for (const [name, value] of line.switches) registry.switches.set(name, value)
  // Prints "Debugger listening on ws://…", which Playwright waits for.
  if (line.inspect) openInspector(line.inspect.port, line.inspect.host, line.inspect.wait)
  const located = locateApp(line.app)
  introduceApp(located)
  endInOrder()
  const require = createRequire(join(process.cwd(), 'electron-host.js'))
  for (const preload of line.preloads) require(preload)
  // Electron too is ready only after the entry module has run, so that it can still append switches and set paths.
  if (located.isModule) await import(pathToFileURL(located.entry).href)
  else require(located.entry)
  if (isEnding()) return
  await openBrowser()
  announceReady()
}

function resolveElectron() {
  const url = new URL('electron/index.ts', import.meta.url).href
  const names = new Set(['electron', 'electron/main', 'electron/common'])
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
  })
}

function endInOrder() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  process.on('exit', () => registry.browser?.kill())
  // Electron shows these in a dialog or prints them, and goes on.
  const report = (kind: string) => (error: unknown) => {
    if (process.listenerCount(kind) > 1) return
    const text = error instanceof Error ? error.stack : String(error)
    say(kind === 'uncaughtException' ? `A JavaScript error occurred in the main process\n${text}` : `${kind}: ${text}`)
  }
  for (const kind of ['uncaughtException', 'unhandledRejection']) process.on(kind, report(kind))
}

async function openBrowser() {
  const chromium = await findChromium()
  const noDisplay = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  const headless = noDisplay || !chromium.windows || Boolean(process.env['CASTELLAN_HOST_HEADLESS'])
  const userDataDir = profileFolder()
  const flags = chromiumFlags({ switches: registry.switches, userDataDir, headless, chromium })
  const debuggingPort = registry.switches.get('remote-debugging-port')
  const browser = await startBrowser({ chromium, flags, headless, debuggingPort })
  registry.browser = browser
  void browser.exited.then(() => {
    if (!isEnding()) say('Chromium ended by itself')
    app.exit(1)
  })
  await routeRequests(browser.root)
  if (!browser.endpoint) return
  const endpoint = await relayDevTools(browser.endpoint, (command, url) => {
    for (const contents of registry.contents.values()) contents.expectNavigation(command, url)
  })
  process.stderr.write(`\nDevTools listening on ${endpoint}\n`)
}

function profileFolder(): string {
  const folder = join(app.getPath('sessionData'), 'castellan-host-chromium')
  mkdirSync(folder, { recursive: true })
  if (!isInUse(folder)) return folder
  // Chromium would hand over to the process that has it; Electron starts all the same.
  say('the Chromium profile is in use, this instance gets one of its own')
  const own = mkdtempSync(join(tmpdir(), 'castellan-host-'))
  process.on('exit', () => rmSync(own, { recursive: true, force: true }))
  return own
}

/** Chromium's lock is a link to "host-pid"; it stays behind when Chromium is killed. */
function isInUse(folder: string): boolean {
  try {
    const pid = readlinkSync(join(folder, 'SingletonLock')).split('-').pop()
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exit(1)
})
