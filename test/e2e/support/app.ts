import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ElectronApplication, type Page, _electron, expect } from '@playwright/test'
import { makeTempDir } from '../../support/temp-dir.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export type App = Awaited<ReturnType<typeof openApp>>

type AppOptions = {
  /** Puts files into the data folder before the app starts. */
  prepare?: (userData: string) => void
  /** Where pictures go. */
  pictures?: string
}

/** The built app on a data folder of its own. Collects everything that must not happen while it runs. */
export async function openApp({ prepare, pictures = join(root, 'out/screens') }: AppOptions = {}) {
  const folder = makeTempDir()
  const heard: string[] = []
  const forgiven: RegExp[] = []
  let ended = false
  prepare?.(folder.path)
  let running = await launch(folder.path, heard).catch((error: unknown) => {
    folder.remove()
    throw error
  })

  const log = () => readLogs(join(folder.path, 'logs'))
  const stop = async () => {
    if (!ended) await running.electron.close()
    ended = true
  }

  return {
    userData: folder.path,
    log,
    get electron(): ElectronApplication {
      return running.electron
    },
    get page(): Page {
      return running.page
    },
    /** Console errors (violations of the CSP are among them), uncaught errors, and errors in main's log. */
    complaints: () => {
      const logged = log().split('\n')
      const all = [...heard, ...logged.filter((line) => line.includes('"level":"error"'))]
      return all.filter((complaint) => !forgiven.some((expected) => expected.test(complaint)))
    },
    /** Complaints like this are what the test is about. */
    forgive: (expected: RegExp) => void forgiven.push(expected),
    /** Ends as a user ends it, then starts again on the same data; `between` does something to it. */
    relaunch: async (between?: (userData: string) => void, more: string[] = []) => {
      await running.electron.close()
      between?.(folder.path)
      running = await launch(folder.path, heard, more)
    },
    /** Starts it once more while it runs, as the system does for a link. Resolves once that second one has ended. */
    startAgain: async (...more: string[]) => {
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      const args = [...sandbox, `--user-data-dir=${folder.path}`, root, ...more]
      const second = spawn(running.electron.process().spawnfile, args, { stdio: 'ignore' })
      const [code] = await once(second, 'exit')
      expect(code).toBe(0)
    },
    /** Ends as a power cut does, then starts again on the same data. */
    crash: async () => {
      const gone = running.electron.waitForEvent('close')
      running.electron.process().kill('SIGKILL')
      await gone
      running = await launch(folder.path, heard)
    },
    picture: async (name: string) => {
      mkdirSync(pictures, { recursive: true })
      await running.page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
    },
    stop,
    /** Its data goes with it. */
    close: async () => {
      await stop()
      folder.remove()
    },
  }
}

async function launch(
  userData: string,
  heard: string[],
  more: string[] = [],
): Promise<{ electron: ElectronApplication; page: Page }> {
  const electron = await _electron.launch({
    args: [root, `--user-data-dir=${userData}`, ...more],
    // The app's own theme is to show, not one that Playwright feigns.
    colorScheme: null,
  })
  const context = electron.context()
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => heard.push(`page: ${String(error.error())}`))
  try {
    const page = await electron.firstWindow()
    page.setDefaultTimeout(10_000)
    // The title of a screen, or of the page that says why there is none.
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 15_000 })
    return { electron, page }
  } catch (error) {
    await electron.close()
    throw error
  }
}

function readLogs(folder: string): string {
  if (!existsSync(folder)) return ''
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
}
