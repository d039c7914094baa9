import type { MenuItemConstructorOptions } from 'electron'
import { expect, test, vi } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu.ts'
import { claimSingleInstance } from '../../../main/shell/single-instance.ts'
import { applyTheme } from '../../../main/shell/theme.ts'

const actions = {
  openSettings: vi.fn<() => void>(),
  showDataFolder: vi.fn<() => void>(),
  quit: vi.fn<() => void>(),
}
const make = (platform: NodeJS.Platform, development = false) =>
  menuTemplate({ platform, appName: 'Castellan Webhooks', development, ...actions })
const itemsOf = (menu: MenuItemConstructorOptions | undefined) => (Array.isArray(menu?.submenu) ? menu.submenu : [])
const roles = (platform: NodeJS.Platform, development = false) =>
  make(platform, development).flatMap((menu) => itemsOf(menu).flatMap(({ role }) => role ?? []))

test('macOS has its app menu, with about, settings, hide and quit', () => {
  const [app] = make('darwin')
  expect(app?.label).toBe('Castellan Webhooks')
  expect(itemsOf(app).map(({ role, label }) => role ?? label)).toEqual(
    expect.arrayContaining(['about', 'Settings…', 'services', 'hide', 'Quit Castellan Webhooks']),
  )
  expect(make('darwin').map(({ label }) => label)).toContain('Window')
})

test.for(['win32', 'linux'] as const)('%s has File, Edit, View and Help, and quits from File', (platform) => {
  expect(make(platform).map(({ label }) => label)).toEqual(['&File', '&Edit', '&View', '&Help'])
  const quit = itemsOf(make(platform)[0]).at(-1)
  expect(quit?.label).toBe(platform === 'win32' ? 'Exit' : 'Quit')
  Reflect.apply(quit?.click ?? (() => {}), undefined, [])
  expect(actions.quit).toHaveBeenCalled()
  // Its role would end the app without saying what waits.
  expect(roles(platform)).not.toContain('quit')
  expect(roles(platform)).toContain('about')
})

test.for(['darwin', 'win32', 'linux'] as const)(
  '%s: copy and paste and zoom are there; reload and tools only in development',
  (platform) => {
    expect(roles(platform)).toEqual(expect.arrayContaining(['copy', 'paste', 'zoomIn', 'zoomOut', 'resetZoom']))
    for (const role of ['reload', 'forceReload', 'toggleDevTools']) expect(roles(platform)).not.toContain(role)
    expect(roles(platform, true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
  },
)

test.for(['darwin', 'win32', 'linux'] as const)(
  '%s: Help shows the data folder and, where no app menu does, About',
  (platform) => {
    const items = itemsOf(make(platform).at(-1)).filter(({ type }) => type !== 'separator')
    expect(items.map(({ role, label }) => role ?? label)).toEqual(
      platform === 'darwin' ? ['Show Data Folder'] : ['Show Data Folder', 'about'],
    )
  },
)

test.for(['darwin', 'win32', 'linux'] as const)('%s: no role is offered twice', (platform) => {
  expect(new Set(roles(platform)).size).toBe(roles(platform).length)
})

test('a second start is told no, and hands what it was started with to the first one', () => {
  const shown = vi.fn<(commandLine: string[]) => void>()
  type Listener = (event: unknown, commandLine: string[]) => void
  let second: Listener | undefined
  const app = (free: boolean) => ({
    requestSingleInstanceLock: () => free,
    on: (_event: 'second-instance', listener: Listener) => void (second = listener),
  })
  expect(claimSingleInstance(app(false), shown)).toBe(false)
  expect(second).toBeUndefined()
  expect(claimSingleInstance(app(true), shown)).toBe(true)
  second?.({}, ['castellan', 'a-link'])
  expect(shown.mock.calls).toEqual([[['castellan', 'a-link']]])
})

test('the theme of the settings becomes the theme of the app', () => {
  const nativeTheme: { themeSource: 'system' | 'light' | 'dark' } = { themeSource: 'system' }
  applyTheme(nativeTheme, 'dark')
  expect(nativeTheme.themeSource).toBe('dark')
})
