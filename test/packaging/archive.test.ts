import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTempDir } from '../support/temp-dir.ts'
import { asar, builderCli, readConfig } from './builder-tools.ts'
import { fuseOrder, makeFakeElectron, readFuses } from './fake-electron.ts'

// Packs a small project with our electron-builder.yml, our package.json and everything in it that must not be packed.
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = makeTempDir()
const project = join(folder.path, 'project')
const packed = join(project, 'dist', 'linux-unpacked')
const archive = join(packed, 'resources', 'app.asar')
const wanted = [
  'out/main/index.js',
  'out/main/chunk.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index.css',
]
const unwanted = [
  'out/main/index.js.map',
  'out/renderer/assets/index.js.map',
  'out/types/main/index.d.ts',
  'main/index.ts',
  'test/main/secret.test.ts',
  'node_modules/node/bin/node',
  'node_modules/axios/index.js',
  '.env',
  '.npmrc',
  'secrets.key',
  'README.md',
  'tsconfig.json',
  'vite.config.ts',
]

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}

beforeAll(() => {
  for (const path of [...wanted, ...unwanted]) put(path, 'export {}')
  for (const name of ['node', 'axios'])
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
  const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const dependencies = { axios: '1.0.0' }
  put('package.json', JSON.stringify({ ...description, dependencies, optionalDependencies: { node: '1.0.0' } }))
  cpSync(join(root, 'electron-builder.yml'), join(project, 'electron-builder.yml'))
  cpSync(join(root, 'main/shell/icons'), join(project, 'main/shell/icons'), { recursive: true })
  makeFakeElectron(join(folder.path, 'electron'))
  const options = ['--linux', 'dir', '--x64', '--projectDir', project, '-c.electronVersion=45.4.1']
  execFileSync(process.execPath, [builderCli, ...options, `-c.electronDist=${join(folder.path, 'electron')}`], {
    stdio: 'pipe',
    timeout: 60_000,
  })
}, 60_000)
afterAll(() => folder.remove())

const filesIn = (list: string[]) =>
  list.filter((path) => /\.[a-z]+$/.test(path)).map((path) => path.replace(/^[\\/]/, '').replaceAll('\\', '/'))

test('the archive holds the built rooms and package.json: no maps, types, sources, tests, packages or dot files', () => {
  const listed = filesIn(asar.listPackage(archive, { isPack: false }))
  expect(listed.toSorted()).toEqual([...wanted, 'package.json'].toSorted())
})

test('nothing lies beside the archive', () => {
  expect(readdirSync(join(packed, 'resources'))).toEqual(['app.asar'])
  expect(readdirSync(join(packed, 'locales'))).toEqual(['en-US.pak'])
})

test('the packed package.json has no scripts and no development packages', () => {
  const description = JSON.parse(asar.extractFile(archive, 'package.json').toString())
  expect(description).toMatchObject({ name: 'castellan-webhooks', main: 'out/main/index.js' })
  expect(description).not.toHaveProperty('scripts')
  expect(description).not.toHaveProperty('devDependencies')
})

test('checklist 19: the fuses are really set in the binary', async () => {
  const { electronFuses } = await readConfig(root)
  const { resetAdHocDarwinSignature: _macOnly, ...expected } = electronFuses ?? {}
  expect(readFuses(join(packed, 'castellan-webhooks'))).toEqual(expected)
  expect(fuseOrder.toSorted()).toEqual(Object.keys(expected).toSorted())
})
