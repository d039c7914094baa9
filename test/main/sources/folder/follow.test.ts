import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anEvent, openFolderStation } from './folder-station.ts'

test.for([
  ['turned off', { on: false }],
  ['given another folder', { on: true }],
] as const)('once the source is %s, nothing more is moved in either folder', async ([, { on }]) => {
  await using folder = await openFolderStation()
  await folder.stop()
  const engine = folder.station.engine()
  const other = join(folder.station.folder, 'other')
  mkdirSync(other)
  const unreadable = new Uint8Array([0x50, 0x4b, 0, 0])
  if (!on) writeFileSync(join(other, 'b.json'), unreadable)
  const source = folder.start({
    takeAll: async (taken, ...more) => {
      await engine.takeAll(taken, ...more)
      if (taken.length > 0) source.follow({ on, path: other, mapping: null })
    },
  })
  folder.write('a.json', anEvent('A'))
  folder.write('b.json', unreadable)
  folder.write('c.json', '')
  await folder.pass(40_000)
  expect(folder.names()).toEqual(['a.json', 'b.json', 'c.json'])
  expect(readdirSync(other)).toEqual(on ? [] : ['b.json'])
  expect(await folder.titles()).toEqual(['A'])
  expect(source.view()).toMatchObject({ state: on ? 'on' : 'off', files: { done: 0, failed: 0 } })
})

test('turned on again, it takes what was begun on from there', async () => {
  await using folder = await openFolderStation()
  await folder.stop()
  const engine = folder.station.engine()
  let isFirst = true
  const source = folder.start({
    takeAll: async (taken, ...more) => {
      await engine.takeAll(taken, ...more)
      if (isFirst && taken.length > 0) source.follow({ on: false, path: folder.path, mapping: null })
      if (taken.length > 0) isFirst = false
    },
  })
  const titles = Array.from({ length: 70 }, (_, index) => `T${index}`)
  folder.write('a.ndjson', titles.map((title) => `${anEvent(title)}\n`).join(''))
  await folder.pass(10_000)
  expect(await folder.titles()).toHaveLength(32)
  source.follow({ on: true, path: folder.path, mapping: null })
  await folder.pass(10_000)
  expect(await folder.titles()).toEqual(titles)
  expect(folder.names('done')).toEqual(['a.ndjson'])
})
