import { describe, expect, test } from 'vitest'
import { installedChromium } from './chromium.ts'

const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path)

describe('which Chromium the host takes', () => {
  test('the named one comes first', () => {
    const exists = only('/opt/mine', '/usr/bin/chromium')
    expect(installedChromium({ CASTELLAN_HOST_CHROMIUM: '/opt/mine' }, 'linux', exists)?.executable).toBe('/opt/mine')
  })

  test('a named one that does not exist is an error, not a fall-back', () => {
    const env = { CASTELLAN_HOST_CHROMIUM: '/opt/mine' }
    expect(() => installedChromium(env, 'linux', only('/usr/bin/chromium'))).toThrow('/opt/mine, which does not exist')
  })

  test('the binary is preferred to the wrapper script around it', () => {
    const exists = only('/usr/bin/chromium', '/usr/lib/chromium/chromium')
    expect(installedChromium({}, 'linux', exists)?.executable).toBe('/usr/lib/chromium/chromium')
  })

  test.each([
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', {}, '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  ] as const)('an installed browser is found on %s', (platform, env, path) => {
    expect(installedChromium(env, platform, only(path))?.executable).toBe(path)
  })

  test('Edge, which every Windows has, is enough', () => {
    const found = installedChromium({ 'PROGRAMFILES(X86)': 'C:/x86' }, 'win32', (path) => path.includes('Edge'))
    expect(found?.executable).toMatch(/^C:.x86.Microsoft.Edge.Application.msedge\.exe$/)
    expect(found?.windows).toBe(true)
  })

  test('"npm" asks for the one from npm even where another is installed', () => {
    expect(installedChromium({ CASTELLAN_HOST_CHROMIUM: 'npm' }, 'linux', () => true)).toBe(undefined)
  })

  test('a headless shell opens no windows', () => {
    const env = { CASTELLAN_HOST_CHROMIUM: '/opt/chrome-headless-shell' }
    expect(installedChromium(env, 'linux', () => true)?.windows).toBe(false)
  })
})
