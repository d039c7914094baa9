import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installedChromium } from './chromium.ts'
import { electronFolder, electronIsInstalled } from './electron-package.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const headless = process.argv.includes('--headless')
const passedOn = process.argv.slice(2).filter((argument) => argument !== '--headless')
const downloadLimit = 300_000

/** Runs until the program ends, and ends as it did. Ctrl-C reaches both: the program decides when it is done. */
function become(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => {
    console.error(error.message)
    process.exitCode = 1
  })
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/**
 * Electron's own installer, which respects ELECTRON_MIRROR and the proxy variables. Behind a firewall it gives up by
 * itself after seconds; the limit is for a line too slow to wait for.
 */
async function fetchElectron(): Promise<boolean> {
  const installer = spawn(process.execPath, [join(electronFolder, 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: downloadLimit,
  })
  const slow = setTimeout(() => console.log('Fetching Electron, this once…'), 3000)
  await once(installer, 'exit')
  clearTimeout(slow)
  return electronIsInstalled()
}

async function electronExecutable(): Promise<string | undefined> {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (given !== undefined) {
    const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']
    const found = names.map((name) => join(given, name)).find((path) => existsSync(path))
    if (found === undefined) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${given}, which holds no Electron`)
    return found
  }
  if (process.env['CASTELLAN_HOST'] === 'on' || (!electronIsInstalled() && !(await fetchElectron()))) return undefined
  // The package knows where its executable lies on this system.
  const printPath = 'console.log(require(process.argv[1]))'
  return spawnSync(process.execPath, ['-e', printPath, electronFolder], { encoding: 'utf8' }).stdout.trim()
}

function runOnElectron(executable: string) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (asRoot) console.log('Running as root: Electron starts with --no-sandbox.')
  become(executable, [...(asRoot ? ['--no-sandbox'] : []), root, ...passedOn])
}

const runOnHost = (env: Readonly<Record<string, string>> = {}) =>
  become(process.execPath, ['--disable-warning=ExperimentalWarning', at('boot.ts'), root, ...passedOn], env)

function giveTour(reason: string) {
  console.log(`${reason}: giving the tour instead, which drives the app without a window and takes pictures of it.`)
  become(process.execPath, [at('tour.ts')], { CASTELLAN_HOST: 'on', CASTELLAN_HOST_HEADLESS: '1' })
}

async function start() {
  if (headless) {
    console.log('The app runs without a window, on Node.js and Chromium. Ctrl-C ends it.')
    return runOnHost({ CASTELLAN_HOST_HEADLESS: '1' })
  }
  if (!hasDisplay()) return giveTour('No display (neither DISPLAY nor WAYLAND_DISPLAY is set)')
  const electron = await electronExecutable()
  if (electron !== undefined) return runOnElectron(electron)
  const windows = installedChromium()?.windows ?? false
  const missing =
    'For Electron set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.'
  if (!windows) return giveTour(`Neither Electron nor a browser that opens windows is here (${missing})`)
  if (process.env['CASTELLAN_HOST'] !== 'on') {
    console.log(`Electron could not be fetched, so the app runs in a Chromium window. ${missing}`)
  }
  runOnHost()
}

await start()
