import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../../main/settings/store.ts'
import { settingsSchema, type Settings } from '../../../preload/contract/settings.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let folder: TempDir
beforeEach(() => void (folder = makeTempDir()))
afterEach(() => folder.remove())

const defaults = settingsSchema.parse({})
const file = () => join(folder.path, 'settings.json')
const open = (onChange?: (settings: Settings) => void) =>
  openSettings({ folder: folder.path, now: () => 1_700_000_000_000, ...(onChange ? { onChange } : {}) })

test('a first start has the defaults, no problem and no file', () => {
  const settings = open()
  expect(settings.get()).toEqual(defaults)
  expect(settings.problem).toBeNull()
  expect(readdirSync(folder.path)).toEqual([])
})

test('an update changes what it names, leaves the rest, is told and survives a restart', () => {
  const told: Settings[] = []
  const answer = open((settings) => told.push(settings)).update({ appearance: { theme: 'dark' } })
  expect(answer).toEqual({ ...defaults, appearance: { ...defaults.appearance, theme: 'dark' } })
  expect(told).toEqual([answer])
  expect(open().get()).toEqual(answer)
})

test('an undefined part of a patch leaves what is set', () => {
  const settings = open()
  settings.update({ appearance: { theme: 'dark', density: 'compact' } })
  expect(settings.update({ appearance: { theme: undefined, density: 'comfortable' } }).appearance).toEqual({
    theme: 'dark',
    density: 'comfortable',
  })
})

test('what get() answers is a copy: changing it changes nothing', () => {
  const settings = open()
  settings.get().appearance.theme = 'dark'
  expect(settings.get().appearance.theme).toBe('system')
})

test.skipIf(process.platform === 'win32')('the file is for its owner only', () => {
  open().update({ appearance: { theme: 'dark' } })
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

test.for([
  ['no JSON', '{ "settings": '],
  ['an empty file', ''],
  ['a list, which electron-store would take for an empty store', '[]'],
  ['a wrong value', '{"settings":{"appearance":{"theme":"pink"}}}'],
  ['an unknown key', '{"settings":{},"extra":1}'],
] as const)('%s is kept aside, reported by name, and the defaults are used', ([, text]) => {
  writeFileSync(file(), text)
  const settings = open()
  const kept = 'settings.broken-1700000000000.json'
  expect(settings.get()).toEqual(defaults)
  expect(settings.problem).toMatchObject({ id: 'settings-file', next: expect.stringContaining(kept) })
  settings.update({ appearance: { theme: 'light' } })
  expect(readFileSync(join(folder.path, kept), 'utf8')).toBe(text)
  expect(open()).toMatchObject({ problem: null })
})

test('a file that can be neither read nor moved is left alone, and an update is refused instead of hiding it', () => {
  mkdirSync(file())
  const blocked = join(folder.path, 'settings.broken-1700000000000.json')
  mkdirSync(blocked)
  writeFileSync(join(blocked, 'in-the-way'), '')
  const settings = open()
  expect(settings.problem).toMatchObject({ id: 'settings-file', next: expect.stringContaining('Nothing was changed') })
  expect(() => settings.update({ appearance: { theme: 'dark' } })).toThrow(
    expect.objectContaining({ code: 'unavailable' }),
  )
  expect(settings.get()).toEqual(defaults)
  expect(statSync(file()).isDirectory()).toBe(true)
})

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'a folder that can’t be written refuses the update',
  () => {
    const settings = open()
    chmodSync(folder.path, 0o500)
    try {
      expect(() => settings.update({ appearance: { theme: 'dark' } })).toThrow(/disk/)
      expect(settings.get()).toEqual(defaults)
    } finally {
      chmodSync(folder.path, 0o700)
    }
  },
)

test('the window’s place is kept beside the settings and never among them', () => {
  const settings = open()
  settings.writeWindow({ x: 1 })
  settings.update({ appearance: { theme: 'dark' } })
  const again = open()
  expect(again.readWindow()).toEqual({ x: 1 })
  expect(again.get()).not.toHaveProperty('window')
})
