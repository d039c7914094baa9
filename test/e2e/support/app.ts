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
  const complaints: string[] = []
  prepare?.(folder.path)
  let running = await launch(folder.path, complaints)

  const log = () => readLogs(join(folder.path, 'logs'))
  const stop = async () => {
    await running.electron.close()
    // In the log because main may fail where no window shows it.
    const failed = log()
      .split('\n')
      .filter((line) => line.includes('"level":"error"') && !complaints.includes(line))
    complaints.push(...failed)
  }

  return {
    userData: folder.path,
    /** Console errors (violations of the CSP are among them), uncaught errors, errors in the log. */
    complaints,
    log,
    get electron(): ElectronApplication {
      return running.electron
    },
    get page(): Page {
      return running.page
    },
    /** Ends as a user ends it, then starts again on the same data. */
    relaunch: async () => {
      await stop()
      running = await launch(folder.path, complaints)
    },
    /** Ends as a power cut does, then starts again on the same data. */
    crash: async () => {
      const ended = running.electron.waitForEvent('close')
      running.electron.process().kill('SIGKILL')
      await ended
      running = await launch(folder.path, complaints)
    },
    picture: async (name: string) => {
      mkdirSync(pictures, { recursive: true })
      await running.page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
    },
    /** Complaints that match are what the test is about. */
    forgive: (expected: RegExp) => {
      complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !expected.test(complaint)))
    },
    stop,
    close: async () => {
      await stop()
      folder.remove()
    },
  }
}

async function launch(userData: string, complaints: string[]): Promise<{ electron: ElectronApplication; page: Page }> {
  const electron = await _electron.launch({ args: [root, `--user-data-dir=${userData}`] })
  const context = electron.context()
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => complaints.push(`page: ${String(error.error())}`))
  const page = await electron.firstWindow()
  page.setDefaultTimeout(10_000)
  // The title of a screen, or of the page that says why there is none.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 15_000 })
  return { electron, page }
}

function readLogs(folder: string): string {
  if (!existsSync(folder)) return ''
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
}
