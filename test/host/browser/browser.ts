import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { Chromium } from '../chromium.ts'
import { debug } from '../log.ts'
import { type CdpSession, connectPipe } from './cdp.ts'
import { type Pages, watchPages } from './pages.ts'

export interface Browser {
  root: CdpSession
  pages: Pages
  version: string
  userAgent: string
  headless: boolean
  /** The headless shell has no window frame: its window is its content. */
  frameless: boolean
  /** Chromium's own DevTools address, when one was asked for. */
  endpoint: string | undefined
  exited: Promise<void>
  attach(targetId: string): Promise<CdpSession>
  /** Lets Chromium write its profile, then ends it. */
  stop(): Promise<void>
  kill(): void
}

export interface BrowserOptions {
  chromium: Chromium
  flags: readonly string[]
  headless: boolean
  debuggingPort: string | undefined
}

export async function startBrowser({ chromium, flags, headless, debuggingPort }: BrowserOptions): Promise<Browser> {
  const port = debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort || 0}`]
  const env = { ...process.env, ...chromium.env }
  const args = ['--remote-debugging-pipe', '--no-startup-window', ...port, ...flags]
  debug('spawn', chromium.executable, args.join(' '))
  // In a process group of its own, or Ctrl-C in a terminal would take the windows away before the app can close them.
  const stdio = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] as const
  const child = spawn(chromium.executable, args, { env, stdio: [...stdio], detached: process.platform !== 'win32' })
  const output = readOutput(child)
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      output.add(error.message)
      resolve()
    })
  })
  const died = exited.then(() => {
    throw new Error(`Chromium (${chromium.executable}) ended while starting:\n${output.log()}`)
  })
  died.catch(() => {})

  const connection = connectPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const { root } = connection
  const version = await Promise.race([root.send('Browser.getVersion').catch(() => died), died])
  const pages = await watchPages({ root, chromium, flags, headless })
  const endpoint = debuggingPort === undefined ? undefined : await Promise.race([output.endpoint, died])
  const kill = () => {
    pages.stop()
    child.kill('SIGKILL')
  }
  return {
    root,
    pages,
    version: version.product.split('/')[1] ?? '',
    userAgent: version.userAgent.replace('HeadlessChrome', 'Chrome'),
    headless,
    frameless: headless && version.product.startsWith('HeadlessChrome'),
    endpoint,
    exited,
    attach: async (targetId) => {
      const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true })
      return connection.session(sessionId)
    },
    stop: async () => {
      pages.stop()
      root.send('Browser.close').catch(() => {})
      const timer = setTimeout(kill, 5000)
      await exited
      clearTimeout(timer)
    },
    kill,
  }
}

/** Keeps the end of Chromium's log for an error message, and picks the line with the DevTools address. */
function readOutput(child: ChildProcess) {
  let log = ''
  let line = ''
  let found: (endpoint: string) => void = () => {}
  const endpoint = new Promise<string>((resolve) => {
    found = resolve
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000)
    const lines = (line + text).split('\n')
    line = lines.pop() ?? ''
    for (const whole of lines) {
      const address = /^DevTools listening on (ws:\S+)/.exec(whole)?.[1]
      if (address) found(address)
      else if (process.env['ELECTRON_ENABLE_LOGGING']) process.stderr.write(`${whole}\n`)
    }
  })
  const add = (text: string) => {
    log += text
  }
  return { endpoint, add, log: () => log }
}
