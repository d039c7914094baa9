import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ElectronApplication, type Page, _electron, expect, test } from '@playwright/test'

// The contract between the app and what it runs on: the same specs hold on real Electron and on the host.

interface Echo {
  value: unknown
  url: string
  origin: string
  isTop: boolean
  isWindow: boolean
}

declare global {
  interface Window {
    fixture: {
      echo(value: unknown): Promise<Echo>
      fail(): Promise<never>
      ticks(count: number): Promise<void>
      secret(text: string): Promise<{ isHidden: boolean; back: string }>
      theme(source: string): Promise<boolean>
    }
  }
}

const fixture = fileURLToPath(new URL('../host/fixture', import.meta.url))
const electronPath = createRequire(import.meta.url)('electron') as unknown as string
let userData: string
let running: ElectronApplication | undefined

test.beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'castellan-fixture-'))
})

test.afterEach(async () => {
  await running?.close()
  running = undefined
  rmSync(userData, { recursive: true, force: true, maxRetries: 3 })
})

async function launch(): Promise<{ app: ElectronApplication; page: Page }> {
  running = await _electron.launch({ args: [`--user-data-dir=${userData}`, fixture] })
  const page = await running.firstWindow()
  await page.waitForSelector('html[data-ready]')
  return { app: running, page }
}

const logOf = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as unknown as { fixtureLog: string[] }).fixtureLog)

test('the app has its name, version, folders and window', async () => {
  const { app, page } = await launch()
  const facts = await app.evaluate(({ app: electronApp }) => [
    electronApp.getName(),
    electronApp.getVersion(),
    electronApp.isPackaged,
    electronApp.getPath('userData'),
  ])
  expect(facts).toEqual(['Host Fixture', '1.2.3', false, userData])
  await expect(page).toHaveURL('app://ui/')
  await expect(page).toHaveTitle('Fixture page')
  const window = await app.browserWindow(page)
  await expect.poll(() => window.evaluate((w) => w.isVisible())).toBe(true)
  expect(await window.evaluate((w) => w.getSize())).toEqual([700, 500])
  expect((await page.screenshot()).length).toBeGreaterThan(1000)
})

test('a call reaches main with its sender, and plain data comes back as it was', async () => {
  const { page } = await launch()
  const value = { text: 'grüße', list: [1, null, { deep: true }], big: 2 ** 53, none: undefined }
  expect(await page.evaluate((input) => window.fixture.echo(input), value)).toEqual({
    value,
    url: 'app://ui/',
    origin: 'app://ui',
    isTop: true,
    isWindow: true,
  })
  const kinds = await page.evaluate(async () => {
    const { value: back } = await window.fixture.echo([
      new Date(5),
      new Map([['a', new Set([1])]]),
      new Uint8Array([7, 8]),
    ])
    const [date, map, bytes] = back as [Date, Map<string, Set<number>>, Uint8Array]
    return [date.getTime(), map.get('a')?.has(1), bytes[1]]
  })
  expect(kinds).toEqual([5, true, 8])
})

test('an error in main rejects the call with its message, and a function cannot be sent', async () => {
  const { page } = await launch()
  const failed = await page.evaluate(() => window.fixture.fail().catch((error: Error) => error.message))
  expect(failed).toBe("Error invoking remote method 'fail': TypeError: boom")
  const sent = await page.evaluate(async () => {
    try {
      return await window.fixture.echo(() => 1)
    } catch (error) {
      return String(error)
    }
  })
  expect(sent).toContain('could not be cloned')
})

test('pushed messages arrive in order until the page stops listening', async () => {
  const { page } = await launch()
  await page.evaluate(() => window.fixture.ticks(3))
  await expect(page.locator('#ticks')).toHaveText('1 2 3')
  await page.click('#stop')
  await page.evaluate(() => window.fixture.ticks(3))
  await page.evaluate(() => window.fixture.echo('all messages before this answer have arrived'))
  await expect(page.locator('#ticks')).toHaveText('1 2 3')
})

test('a reloaded page gets its bridge anew', async () => {
  const { app, page } = await launch()
  await page.evaluate(() => document.documentElement.setAttribute('data-before', 'yes'))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
  await page.waitForSelector('html[data-ready]:not([data-before])')
  // Not by the page, so not refused either.
  await page.reload()
  await page.goto('app://ui/?again')
  await page.waitForSelector('html[data-ready]')
  expect((await page.evaluate(() => window.fixture.echo('again'))).value).toBe('again')
})

test('the page is isolated: no Node.js, a frozen bridge, and a policy that is enforced', async () => {
  const { app, page } = await launch()
  expect(
    await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in window)),
  ).toEqual([])
  expect(await page.evaluate(() => Object.isFrozen(window.fixture))).toBe(true)
  await expect(page.locator('html')).not.toHaveAttribute('data-inline')
  const outcome = await page.evaluate(() => fetch('https://example.com/').then(String, (error: Error) => error.name))
  expect(outcome).toBe('TypeError')
  expect(await page.evaluate(async () => (await fetch('missing.txt')).status)).toBe(404)
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
    'denied',
  )
  // The policy stopped it before webRequest had to.
  expect((await logOf(app)).filter((line) => line.startsWith('blocked'))).toEqual([])
})

test('the page can neither leave nor open windows', async () => {
  const { app, page } = await launch()
  await page.click('#away')
  await expect.poll(() => logOf(app)).toContain('will-navigate https://example.com/away')
  await page.evaluate(() => {
    location.href = 'https://example.com/script'
  })
  await expect.poll(() => logOf(app)).toContain('will-navigate https://example.com/script')
  expect(await page.evaluate(() => window.open('https://example.com/popup'))).toBe(null)
  await page.click('#blank')
  await expect.poll(() => logOf(app)).toContain('window-open https://example.com/popup')
  await expect.poll(() => logOf(app)).toContain('window-open https://example.com/blank')
  await expect(page).toHaveURL('app://ui/')
  expect(app.windows()).toHaveLength(1)
})

test('secrets come back from safeStorage, which is weak without a keyring and says so', async () => {
  const { app, page } = await launch()
  expect(await app.evaluate(({ safeStorage }) => safeStorage.isEncryptionAvailable())).toBe(
    process.platform !== 'linux',
  )
  expect(await page.evaluate(() => window.fixture.secret('hush'))).toEqual({ isHidden: true, back: 'hush' })
})

test('the theme that main chooses is the one the page sees', async () => {
  const { page } = await launch()
  const prefersDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  expect(await page.evaluate(() => window.fixture.theme('dark'))).toBe(true)
  await expect.poll(prefersDark).toBe(true)
  expect(await page.evaluate(() => window.fixture.theme('light'))).toBe(false)
  await expect.poll(prefersDark).toBe(false)
})

test('a second start tells the first one and ends', async () => {
  const { app } = await launch()
  const args = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${userData}`,
    fixture,
    '--hello',
  ]
  const second = spawnSync(electronPath, args, { encoding: 'utf8', timeout: 20_000 })
  expect(second.status).toBe(0)
  await expect.poll(() => logOf(app)).toContain('second-instance true {"from":"second"}')
})

test('what the page stored is there after a restart', async () => {
  const first = await launch()
  await first.page.evaluate(() => localStorage.setItem('kept', 'yes'))
  await first.app.close()
  const { page } = await launch()
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
})

test('closing the last window ends the app in order', async () => {
  const { app } = await launch()
  const child = app.process()
  let output = ''
  child.stdout?.on('data', (text: Buffer) => {
    output += text.toString()
  })
  const ended = once(child, 'exit')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toEqual([0, null])
  running = undefined
  expect(output.trim().split('\n')).toEqual(['close', 'closed', 'will-quit', 'quit 0'])
})

test('a window whose close is prevented keeps the app running', async () => {
  const { app, page } = await launch()
  const closed = await app.evaluate(({ BrowserWindow, app: electronApp }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.once('close', (event) => event.preventDefault())
    electronApp.quit()
    return window?.isDestroyed()
  })
  expect(closed).toBe(false)
  expect((await page.evaluate(() => window.fixture.echo('alive'))).value).toBe('alive')
})

test('no process outlives an app that is killed', async () => {
  test.skip(process.platform !== 'linux', 'reads the list of processes from /proc')
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, fixture]
  const child = spawn(electronPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  // The fixture says that its page is shown, so its renderer runs.
  await once(child.stdout, 'data')
  expect(processesWith(userData)).toBeGreaterThan(1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await expect.poll(() => processesWith(userData), { timeout: 10_000 }).toBe(0)
})

function processesWith(argument: string): number {
  const commandLines = readdirSync('/proc').map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  })
  return commandLines.filter((line) => line.includes(argument)).length
}
