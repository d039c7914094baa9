import { fileURLToPath } from 'node:url'
import { type ElectronApplication, _electron } from 'playwright'
import { createBuilder } from 'vite'
import { chooseHost } from './which.ts'

// `npm run dev`: builds all three parts, starts the app, and follows every change: a changed page is reloaded, a
// changed main or preload starts the app anew. Playwright drives it, so it is the same on Electron and on the host.
const root = fileURLToPath(new URL('../..', import.meta.url))
const { description } = await chooseHost()
const waiting = new Set<string>()
let app: ElectronApplication | undefined
let timer: NodeJS.Timeout | undefined
let work: Promise<void> = Promise.resolve()
let started = false

async function start() {
  const launched = await _electron.launch({ args: ['.'], cwd: root })
  app = launched
  launched.process().stdout?.pipe(process.stdout)
  launched.process().stderr?.pipe(process.stderr)
  launched.once('close', () => {
    // Closed by the developer, and not by restart().
    if (app === launched) process.exit(0)
  })
}

async function restart() {
  const before = app
  app = undefined
  await before?.close()
  await start()
}

async function follow() {
  const changed = [...waiting]
  waiting.clear()
  if (changed.every((name) => name === 'client') && app) {
    for (const page of app.windows()) await page.reload()
  } else await restart()
}

function onBuilt(name: string) {
  waiting.add(name)
  if (!started) return
  clearTimeout(timer)
  // One save may rebuild several parts.
  timer = setTimeout(() => {
    work = work.then(follow).catch((error: unknown) => console.error(error))
  }, 200)
}

const builder = await createBuilder({ configFile: `${root}/vite.config.ts`, build: { watch: {} } })
const firstBuilds = Object.values(builder.environments).map(async (environment) => {
  const watcher = await builder.build(environment)
  if (!('on' in watcher)) return
  const built = Promise.withResolvers<void>()
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END') onBuilt(environment.name)
    if (event.code === 'ERROR') console.error(event.error.message)
    if (event.code === 'BUNDLE_END') built.resolve()
  })
  await built.promise
})
await Promise.all(firstBuilds)
waiting.clear()
started = true
console.log(`The app runs on ${description}. Save a file to see it change; close the window to end.`)
await start()
