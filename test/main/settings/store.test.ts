import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Secrets } from '../../../main/engine/effects.ts'
import { Refusal } from '../../../main/refusal.ts'
import { sealText, unsealText } from '../../../main/settings/seal.ts'
import { SecretUnreadable } from '../../../main/settings/secret-unreadable.ts'
import { openSettings } from '../../../main/settings/store.ts'
import { settingsSchema, type Settings } from '../../../preload/contract/settings.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let folder: TempDir
beforeEach(() => void (folder = makeTempDir()))
afterEach(() => folder.remove())

const defaults = settingsSchema.parse({})
const file = () => join(folder.path, 'settings.json')
const key = new Uint8Array(32).fill(7)
const secrets: Secrets = {
  seal: (text, context) => sealText(key, text, context),
  unseal: (sealed, context) => {
    const text = unsealText(key, sealed, context)
    if (text === null) throw new SecretUnreadable('damaged')
    return text
  },
}
const open = (onChange?: (settings: Settings) => void, keep = secrets) =>
  openSettings({ folder: folder.path, secrets: keep, now: () => 1_700_000_000_000, ...(onChange ? { onChange } : {}) })

test('a first start has the defaults, no problem and no file', () => {
  const settings = open()
  expect(settings.get()).toEqual(defaults)
  expect(settings.problems()).toEqual([])
  expect(settings.anythingSealed()).toBe(false)
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
  expect(settings.problems()).toMatchObject([{ id: 'settings-file', next: expect.stringContaining(kept) }])
  settings.update({ appearance: { theme: 'light' } })
  expect(readFileSync(join(folder.path, kept), 'utf8')).toBe(text)
  expect(open().problems()).toEqual([])
})

test('a file that can be neither read nor moved is left alone, and an update is refused instead of hiding it', () => {
  mkdirSync(file())
  const blocked = join(folder.path, 'settings.broken-1700000000000.json')
  mkdirSync(blocked)
  writeFileSync(join(blocked, 'in-the-way'), '')
  const settings = open()
  expect(settings.problems()).toMatchObject([
    { id: 'settings-file', next: expect.stringContaining('Nothing was changed') },
  ])
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

test.for([{ mode: 'manual' }, { mode: 'manual', url: '' }] as const)(
  'a manual proxy without its address is refused at its field, and nothing changes: %j',
  (proxy) => {
    const settings = open()
    expect(() => settings.update({ proxy })).toThrow(
      expect.objectContaining({ code: 'invalid', fields: { 'proxy.url': expect.stringContaining('address') } }),
    )
    expect(settings.get()).toEqual(defaults)
  },
)

test('a manual proxy without its address in the file does not keep other settings from being changed', () => {
  writeFileSync(file(), JSON.stringify({ settings: { proxy: { mode: 'manual' } } }))
  const settings = open()
  expect(settings.update({ appearance: { theme: 'dark' } }).appearance.theme).toBe('dark')
  expect(settings.update({ proxy: { mode: 'none' } }).proxy.mode).toBe('none')
})

describe('the password of the proxy', () => {
  const proxy = { mode: 'manual', url: 'http://proxy.corp:8080', user: 'analyst' } as const
  const password = 'hunter22-of-the-proxy'
  const openWithPassword = () => {
    const settings = open()
    settings.update({ proxy: { ...proxy, password } })
    return settings
  }

  test('is kept sealed: the page sees when it was set, the file holds no form of it', () => {
    const settings = openWithPassword()
    expect(settings.get().proxy).toEqual({ ...proxy, bypass: [], passwordUpdatedAt: 1_700_000_000_000 })
    expect(settings.anythingSealed()).toBe(true)
    const text = readFileSync(file(), 'utf8')
    expect(text).not.toContain(password)
    expect(text).not.toContain(Buffer.from(password).toString('base64').slice(0, 24))
    expect(open().proxy()).toEqual({ ...settings.get().proxy, password })
  })

  test('stays through changes of anything else', () => {
    const settings = openWithPassword()
    settings.update({ proxy: { ...proxy, user: 'other', bypass: ['<local>'] }, appearance: { theme: 'dark' } })
    settings.writeWindow({ x: 1 })
    expect(open().proxy()).toMatchObject({ user: 'other', password, passwordUpdatedAt: 1_700_000_000_000 })
  })

  test.for([
    ['an empty one', { password: '' }],
    ['another proxy', { url: 'http://elsewhere.corp:8080' }],
    ['the workstation’s own proxy', { mode: 'system' }],
    ['no proxy', { mode: 'none' }],
  ] as const)('is forgotten by %s', ([, patch]) => {
    const settings = openWithPassword()
    expect(settings.update({ proxy: patch }).proxy.passwordUpdatedAt).toBeNull()
    expect(settings.proxy().password).toBe('')
    expect(settings.anythingSealed()).toBe(false)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ sealed: {} })
  })

  test('is opened once until the settings change, but again each time it could not be read', () => {
    openWithPassword()
    const state = { opened: 0, locked: true }
    const counting: Secrets = {
      ...secrets,
      unseal: (sealed, context) => {
        state.opened += 1
        if (state.locked) throw new SecretUnreadable('locked')
        return secrets.unseal(sealed, context)
      },
    }
    const settings = open(undefined, counting)
    expect([settings.proxy().password, settings.proxy().password]).toEqual(['', ''])
    expect(state.opened).toBe(2)
    state.locked = false
    expect([settings.proxy().password, settings.proxy().password]).toEqual([password, password])
    expect(state.opened).toBe(3)
    expect(settings.problems()).toEqual([])
    settings.update({ proxy: { password: 'another' } })
    expect([settings.proxy().password, settings.proxy().password]).toEqual(['another', 'another'])
    expect(state.opened).toBe(4)
  })

  test('may come with another proxy', () => {
    const settings = openWithPassword()
    settings.update({ proxy: { url: 'http://elsewhere.corp:8080', password: 'another' } })
    expect(settings.proxy()).toMatchObject({ url: 'http://elsewhere.corp:8080', password: 'another' })
  })

  test('that can’t be read counts as none, is named as a problem, and is gone once entered anew', () => {
    openWithPassword()
    const text = readFileSync(file(), 'utf8')
    writeFileSync(file(), text.replace(/("proxyPassword": ")..../, '$1AAAA'))
    const settings = open()
    expect(settings.proxy()).toMatchObject({ url: proxy.url, password: '' })
    expect(settings.problems()).toMatchObject([
      { id: 'settings-proxyPassword', next: expect.stringContaining('Settings → Network') },
    ])
    settings.update({ proxy: { password } })
    expect(settings.problems()).toEqual([])
    expect(settings.proxy().password).toBe(password)
  })

  test('that can’t be sealed changes nothing, and the reason is the secret store’s', () => {
    const weak = {
      ...secrets,
      seal: () => {
        throw new Refusal('weak-secrets', 'no keyring')
      },
    }
    const settings = open(undefined, weak)
    expect(() => settings.update({ proxy: { ...proxy, password } })).toThrow(
      expect.objectContaining({ code: 'weak-secrets' }),
    )
    expect(settings.get()).toEqual(defaults)
    expect(readdirSync(folder.path)).toEqual([])
  })
})
