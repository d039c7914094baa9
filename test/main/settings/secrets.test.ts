import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSecrets } from '../../../main/settings/secrets.ts'
import { SecretUnreadable } from '../../../main/settings/secret-unreadable.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { makeFakeSafeStorage } from './fake-safe-storage.ts'

let folder: TempDir
beforeEach(() => {
  folder = makeTempDir()
  anythingSealed = false
})
afterEach(() => folder.remove())

const keyFile = () => join(folder.path, 'secrets.key')
const signing = 'whk_1/signing'
const withKeyring = () => makeFakeSafeStorage({ backend: 'gnome_libsecret' })
let anythingSealed = false
const open = (safeStorage = withKeyring(), acceptWeak = false, platform: NodeJS.Platform = 'linux') =>
  openSecrets({
    keyFile: keyFile(),
    safeStorage,
    acceptWeak: () => acceptWeak,
    anythingSealed: () => anythingSealed,
    platform,
  })
const weakRefusal = expect.objectContaining({ code: 'weak-secrets' })

describe('sealing', () => {
  test('what was sealed opens again, also after a restart', () => {
    const sealed = open().seal('whsec_ä', signing)
    expect(open().unseal(sealed, signing)).toBe('whsec_ä')
  })

  test('neither the sealed bytes nor the key file hold the secret, and equal secrets look different', () => {
    const secrets = open()
    const [one, two] = [secrets.seal('hunter2', signing), secrets.seal('hunter2', signing)]
    expect(Buffer.from(one).includes('hunter2')).toBe(false)
    expect(readFileSync(keyFile(), 'utf8')).not.toContain('hunter2')
    expect(Buffer.from(one).equals(two)).toBe(false)
  })

  test('a secret opens only at the place it was sealed for', () => {
    const secrets = open()
    const sealed = secrets.seal('s', signing)
    expect(() => secrets.unseal(sealed, 'whk_2/signing')).toThrow(SecretUnreadable)
  })

  test.for(['version', 'nonce', 'text', 'tag'].map((part, index) => [part, [0, 3, 14, -1][index] ?? 0] as const))(
    'a changed %s is found',
    ([, at]) => {
      const secrets = open()
      const sealed = secrets.seal('secret', signing)
      const index = at < 0 ? sealed.length + at : at
      sealed[index] = (sealed[index] ?? 0) ^ 1
      expect(() => secrets.unseal(sealed, signing)).toThrow(/Enter them again/)
      expect(secrets.problem()).toMatchObject({ next: expect.stringContaining('damaged') })
    },
  )

  test('bytes that are too short are refused, not decrypted with a short tag', () => {
    const secrets = open()
    const sealed = secrets.seal('', signing)
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => secrets.unseal(sealed.subarray(0, length), signing)).toThrow(SecretUnreadable)
  })
})

describe('the key file', () => {
  test.skipIf(process.platform === 'win32')('is for its owner only and names who wrapped the key', () => {
    open().seal('s', signing)
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(keyFile(), 'utf8'))).toMatchObject({ version: 1, backend: 'gnome_libsecret' })
  })

  test.for([
    ['damaged', 'not json'],
    ['of a newer version', '{"version":2,"backend":"x","wrapped":"eA=="}'],
  ] as const)('that is %s is never overwritten: nothing is sealed beside it', ([, text]) => {
    writeFileSync(keyFile(), text)
    const secrets = open()
    expect(() => secrets.seal('s', signing)).toThrow(SecretUnreadable)
    expect(readFileSync(keyFile(), 'utf8')).toBe(text)
    expect(secrets.problem()).toMatchObject({ id: 'secrets', next: expect.stringContaining(keyFile()) })
  })

  test('that the keyring no longer opens is kept, and works again once the keyring does', () => {
    const sealed = open().seal('s', signing)
    const before = readFileSync(keyFile(), 'utf8')
    const storage = withKeyring()
    storage.decryptString = () => {
      throw new Error('locked')
    }
    const secrets = open(storage)
    expect(() => secrets.unseal(sealed, signing)).toThrow(/Unlock/)
    expect(() => secrets.seal('other', signing)).toThrow(SecretUnreadable)
    expect(secrets.problem()).not.toBeNull()
    expect(readFileSync(keyFile(), 'utf8')).toBe(before)
    storage.decryptString = withKeyring().decryptString
    expect(secrets.unseal(sealed, signing)).toBe('s')
    expect(secrets.problem()).toBeNull()
  })

  test('that is gone makes old secrets unreadable, with a next step', () => {
    const sealed = open().seal('s', signing)
    rmSync(keyFile())
    const secrets = open()
    expect(() => secrets.unseal(sealed, signing)).toThrow(/is gone\. Put it back from a backup/)
    expect(secrets.problem()).toMatchObject({ next: expect.stringContaining('is gone') })
    expect(existsSync(keyFile())).toBe(false)
  })

  test('that is gone gets no second key beside what the first one sealed', () => {
    const before = open()
    const sealed = before.seal('s', signing)
    const kept = readFileSync(keyFile())
    rmSync(keyFile())
    anythingSealed = true
    const secrets = open()
    expect(() => secrets.seal('t', signing)).toThrow(/is gone\. Put it back from a backup/)
    expect(secrets.problem()).not.toBeNull()
    expect(existsSync(keyFile())).toBe(false)
    writeFileSync(keyFile(), kept)
    expect(secrets.unseal(sealed, signing)).toBe('s')
    expect(secrets.problem()).toBeNull()
  })

  test('that can’t be written refuses the secret instead of keeping it for this session only', () => {
    const secrets = openSecrets({
      keyFile: join(folder.path, 'folder', 'secrets.key'),
      safeStorage: withKeyring(),
      acceptWeak: () => false,
      anythingSealed: () => false,
      platform: 'linux',
    })
    writeFileSync(join(folder.path, 'folder'), 'a file is in the way')
    expect(() => secrets.seal('s', signing)).toThrow(SecretUnreadable)
  })

  test('is not written where the keyring would not give the key back', () => {
    const storage = withKeyring()
    storage.encryptString = () => Buffer.from('gnome_libsecret:AAAA')
    expect(() => open(storage).seal('s', signing)).toThrow(SecretUnreadable)
    expect(existsSync(keyFile())).toBe(false)
  })

  test('survives a half-written draft of a crash', () => {
    mkdirSync(folder.path, { recursive: true })
    writeFileSync(`${keyFile()}.${process.pid}.new`, 'half')
    const sealed = open().seal('s', signing)
    expect(open().unseal(sealed, signing)).toBe('s')
  })
})

describe('without a keyring (Linux)', () => {
  const without = () => makeFakeSafeStorage({ backend: 'basic_text' })

  test('nothing is sealed until the analyst agrees, and no key is made', () => {
    const secrets = open(without())
    expect(secrets.storage()).toBe('weak')
    expect(() => secrets.seal('s', signing)).toThrow(weakRefusal)
    expect(existsSync(keyFile())).toBe(false)
  })

  test('once agreed it works, and is still called weak', () => {
    const secrets = open(without(), true)
    expect(secrets.unseal(secrets.seal('s', signing), signing)).toBe('s')
    expect(secrets.storage()).toBe('weak')
  })

  test('a keyring that is there but locked is weak too', () => {
    const secrets = open(makeFakeSafeStorage({ backend: 'kwallet6', available: false }))
    expect(secrets.storage()).toBe('weak')
    expect(() => secrets.seal('s', signing)).toThrow(weakRefusal)
  })

  test('a keyring that comes later takes the key over', () => {
    const sealed = open(without(), true).seal('s', signing)
    const storage = withKeyring()
    expect(open(storage).unseal(sealed, signing)).toBe('s')
    expect(JSON.parse(readFileSync(keyFile(), 'utf8'))).toMatchObject({ backend: 'gnome_libsecret' })
    expect(open().unseal(sealed, signing)).toBe('s')
  })

  test.for([false, true])('a key kept by a keyring is not replaced by a weak one (agreed: %s)', (agreed) => {
    const sealed = open().seal('s', signing)
    const before = readFileSync(keyFile(), 'utf8')
    const secrets = open(without(), agreed)
    expect(() => secrets.unseal(sealed, signing)).toThrow(/gnome_libsecret, but this session uses basic_text/)
    expect(() => secrets.seal('t', signing)).toThrow(SecretUnreadable)
    expect(readFileSync(keyFile(), 'utf8')).toBe(before)
  })
})

describe('on Windows and macOS', () => {
  test.for([
    ['win32', 'dpapi'],
    ['darwin', 'keychain'],
  ] as const)('%s uses the %s and never asks Linux questions', ([platform, backend]) => {
    const storage = withKeyring()
    storage.getSelectedStorageBackend = () => {
      throw new Error('Linux only')
    }
    const secrets = open(storage, false, platform)
    expect(secrets.unseal(secrets.seal('s', signing), signing)).toBe('s')
    expect(secrets.storage()).toBe('keyring')
    expect(JSON.parse(readFileSync(keyFile(), 'utf8'))).toMatchObject({ backend })
  })

  test('a keychain that is away is no reason to store weakly', () => {
    const storage = makeFakeSafeStorage({ backend: 'unknown', available: false })
    expect(() => open(storage, true, 'darwin').seal('s', signing)).toThrow(/Unlock/)
    expect(storage.state.plainText).toBe(false)
  })
})
