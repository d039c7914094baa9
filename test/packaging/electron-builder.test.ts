import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readConfig, validate } from './builder-tools.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let config: Awaited<ReturnType<typeof readConfig>>
beforeAll(async () => void (config = await readConfig(root)))

test('electron-builder’s schema accepts the configuration', async () => {
  await expect(validate(config)).resolves.toBeUndefined()
})

test('and would not accept a slip', async () => {
  const slip = { ...config, electronFuses: { ...config.electronFuses, runAsNoed: false } }
  await expect(validate(slip)).rejects.toThrow(/configuration\.electronFuses/)
})

test('checklist 19: every fuse is set, and none is left to a default', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: false,
  })
})

test('checklist 19: electron-builder knows no fuse that is missing here', () => {
  const scheme = JSON.parse(readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8'))
  expect(Object.keys(config.electronFuses ?? {}).toSorted()).toEqual(
    Object.keys(scheme.definitions.FuseOptionsV1.properties).toSorted(),
  )
})

describe('there is an installer for', () => {
  test.for([
    ['Windows', 'win', ['nsis']],
    ['macOS', 'mac', ['dmg', 'zip']],
    ['Linux', 'linux', ['AppImage', 'deb', 'rpm']],
  ] as const)('%s', ([, system, targets]) => {
    const both = targets.map((target) => ({ target, arch: ['x64', 'arm64'] }))
    expect(config[system]?.target).toEqual(both)
  })
})

test('the icons are there and of the right kind: electron-builder would look for them too late', () => {
  const start = (path: string, length: number) => readFileSync(join(root, path)).subarray(0, length).toString('latin1')
  expect(start(String(config.win?.icon), 4)).toBe('\0\0\x01\0')
  expect(start(String(config.mac?.icon), 4)).toBe('icns')
  for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
    const png = readFileSync(join(root, String(config.linux?.icon), `${size}x${size}.png`))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
  }
})

test('macOS gets the hardened runtime, with leave to compile and nothing more', () => {
  expect(config.mac?.hardenedRuntime).toBe(true)
  const plist = readFileSync(join(root, String(config.mac?.entitlements)), 'utf8')
  expect([...plist.matchAll(/<key>(.*?)<\/key>/g)].map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit'])
  expect(config.mac?.entitlementsInherit).toBe(config.mac?.entitlements)
})

test('checklist 4: no system starts the app without its sandbox', () => {
  expect(config.appImage?.executableArgs).toEqual([])
  expect(JSON.stringify(config)).not.toContain('no-sandbox')
})

test('nothing is published or rebuilt while packing, and names have the macros electron-builder knows', () => {
  expect([config.publish, config.npmRebuild]).toEqual([null, false])
  const macros = [...String(config.artifactName).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)
  expect(macros).toEqual(['version', 'os', 'arch', 'ext'])
})

test('the entry point of package.json is among the packed files', () => {
  const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(main).toBe('out/main/index.js')
  expect(config.files).toEqual([expect.objectContaining({ filter: expect.arrayContaining(['out/main/**']) })])
})
