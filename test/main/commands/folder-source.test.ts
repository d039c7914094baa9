import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsSchema } from '../../../preload/contract/settings.ts'
import { makeFolderHandlers } from '../../../main/commands/folder-source.ts'
import type { Effects } from '../../../main/commands/effects.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

function open(dataFolder: string, chosen: string | null) {
  const told: unknown[] = []
  const settings = {
    get: () => settingsSchema.parse({}),
    update: (patch: object) => {
      told.push(patch)
      return settingsSchema.parse({})
    },
  }
  const effects = { settings, sources: { follow: () => {} }, app: { dataFolder }, chooseFolder: async () => chosen }
  return { told, choose: makeFolderHandlers(effects as unknown as Effects)['sources.folder.choose'] }
}

test('a folder is chosen, turned off, and said to hold so many files', async () => {
  using temp = makeTempDir()
  mkdirSync(join(temp.path, 'watched'))
  writeFileSync(join(temp.path, 'watched/a.json'), '{}')
  const { told, choose } = open(join(temp.path, 'data'), join(temp.path, 'watched'))
  expect(await choose({})).toEqual({ path: join(temp.path, 'watched'), files: 1 })
  expect(told).toEqual([{ sources: { folder: { on: false, path: join(temp.path, 'watched') } } }])
})

test('where nothing is chosen, nothing changes', async () => {
  const { told, choose } = open('/data', null)
  expect(await choose({})).toEqual({ path: null, files: 0 })
  expect(told).toEqual([])
})

test.for(['data', 'data/logs', 'gone'])(
  'the app’s own folder, one in it, and one that is not there are refused: %s',
  async (name) => {
    using temp = makeTempDir()
    mkdirSync(join(temp.path, 'data/logs'), { recursive: true })
    const { told, choose } = open(join(temp.path, 'data'), join(temp.path, name))
    await expect(choose({})).rejects.toThrow(/Choose another/)
    expect(told).toEqual([])
  },
)
