import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Installed, openLogin, planLogin, startsInBackground } from '../../../main/shell/login.ts'
import { loginFiles } from '../../../main/shell/login-files.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const installed = (platform: NodeJS.Platform, change: Partial<Installed> = {}): Installed => ({
  platform,
  program: '/opt/castellan-webhooks',
  args: [],
  configFolder: '/home/analyst/.config',
  ...change,
})

function open(wanted: boolean, change: Partial<Installed> & { platform: NodeJS.Platform }) {
  const setLoginItem = vi.fn<(settings: object) => void>()
  const error = vi.fn<(message: string) => void>()
  const login = openLogin({
    installed: installed(change.platform, change),
    wanted,
    setLoginItem,
    files: loginFiles,
    log: { error },
  })
  return { ...login, setLoginItem, error }
}

test('Windows and macOS are asked by Electron; only Windows can be told to keep the window closed', () => {
  expect(planLogin(installed('darwin'), true)).toEqual({ kind: 'system', settings: { openAtLogin: true } })
  expect(planLogin(installed('win32', { args: ['C:\\app'] }), true)).toEqual({
    kind: 'system',
    settings: { openAtLogin: true, path: '/opt/castellan-webhooks', args: ['C:\\app', '--background'] },
  })
  // Electron finds the entry to take away by the same path and arguments.
  expect(planLogin(installed('win32'), false)).toEqual({
    kind: 'system',
    settings: { openAtLogin: false, path: '/opt/castellan-webhooks', args: ['--background'] },
  })
})

test('on Linux a file among the autostarts does, and is gone when it is turned off', () => {
  using folder = makeTempDir()
  const file = join(folder.path, 'autostart', 'castellan-webhooks.desktop')
  const login = open(false, { platform: 'linux', configFolder: folder.path })
  login.follow(true)
  const content = readFileSync(file, 'utf8')
  expect(content.startsWith('[Desktop Entry]\nType=Application\n')).toBe(true)
  expect(content).toContain('\nExec="/opt/castellan-webhooks" "--background"\n')
  login.follow(false)
  expect(loginFiles.read(file)).toBeNull()
  expect(login.setLoginItem).not.toHaveBeenCalled()
})

test('a path with characters that mean something in a desktop file is started as it is', () => {
  const plan = planLogin(installed('linux', { program: '/home/a "b"/$x/50%/c\\d.AppImage' }), true)
  expect(plan).toMatchObject({
    content: expect.stringContaining(String.raw`Exec="/home/a \\"b\\"/\\$x/50%%/c\\\\d.AppImage"`),
  })
})

test('an AppImage that lies elsewhere now is found at the next start; an entry the analyst took away stays away', () => {
  using folder = makeTempDir()
  const file = join(folder.path, 'autostart', 'castellan-webhooks.desktop')
  open(false, { platform: 'linux', configFolder: folder.path }).follow(true)
  open(true, { platform: 'linux', configFolder: folder.path, program: '/opt/newer' })
  expect(readFileSync(file, 'utf8')).toContain('"/opt/newer"')
  rmSync(file)
  open(true, { platform: 'linux', configFolder: folder.path })
  expect(loginFiles.read(file)).toBeNull()
  for (const platform of ['darwin', 'win32'] as const)
    expect(open(true, { platform }).setLoginItem).not.toHaveBeenCalled()
})

test('settings that change something else set nothing', () => {
  const login = open(true, { platform: 'win32' })
  login.follow(true)
  expect(login.setLoginItem).not.toHaveBeenCalled()
  login.follow(false)
  expect(login.setLoginItem).toHaveBeenCalledTimes(1)
})

test('what keeps it from being set is said, until it works', () => {
  const login = open(false, { platform: 'win32' })
  login.setLoginItem.mockImplementationOnce(() => {
    throw new Error('no access')
  })
  login.follow(true)
  expect(login.problem()?.message).toBe('Start at login could not be turned on.')
  expect(login.error).toHaveBeenCalledTimes(1)
  login.follow(false)
  expect(login.problem()).toBeNull()
})

test('started by login it stays without its window', () => {
  const no = () => false
  expect(startsInBackground('linux', ['app', '--background'], no)).toBe(true)
  expect(startsInBackground('win32', ['app'], no)).toBe(false)
  expect(startsInBackground('darwin', ['app'], () => true)).toBe(true)
  // Asked of the system on macOS only: elsewhere Electron does not know.
  expect(
    startsInBackground('linux', ['app'], () => {
      throw new Error('asked')
    }),
  ).toBe(false)
})
