import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anEvent, openFolderStation } from './folder-station.ts'

test('a link that lies where the text about a refused file would go is not written through', async () => {
  await using folder = await openFolderStation()
  const outside = join(folder.station.folder, 'precious.txt')
  writeFileSync(outside, 'precious')
  mkdirSync(join(folder.path, 'failed'))
  symlinkSync(outside, join(folder.path, 'failed/a.json.error.txt'))
  folder.write('a.json', '{"severity":"high"}\n')
  await folder.pass(4000)
  expect(readFileSync(outside, 'utf8')).toBe('precious')
  expect(folder.read('failed/a (2).json.error.txt')).toMatch(/^a\.json: 1 refused/)
  expect(folder.names('failed')).toEqual(['a (2).json', 'a (2).json.error.txt', 'a.json.error.txt'])
})

test('where a file of that name has failed before, the one that is named is that of the new one', async () => {
  await using folder = await openFolderStation()
  for (const text of ['{"x":1}\n', '{"x":2}\n']) {
    folder.write('a.json', text)
    folder.changed()
    await folder.pass(4000)
  }
  expect(folder.view().lastError?.next).toContain('failed/a (2).json.error.txt')
  expect(folder.read('failed/a (2).json.error.txt')).toMatch(/^a\.json: 1 refused/)
})

test('a refused file with the longest name there is finds a place too, with its text', async () => {
  await using folder = await openFolderStation()
  folder.write(`${'ü'.repeat(125)}.json`, '{"severity":"high"}\n')
  await folder.pass(4000)
  expect(folder.names()).toEqual([])
  const [name, text] = folder.names('failed')
  expect(name).toMatch(/^ü{100,}\.json$/)
  expect(text).toBe(`${name}.error.txt`)
})

test('a file that can’t be moved is tried every 30 s, said once, and holds back no other file', async () => {
  await using folder = await openFolderStation()
  const outside = join(folder.station.folder, 'outside')
  mkdirSync(outside)
  symlinkSync(outside, join(folder.path, 'done'))
  folder.write('a.json', anEvent('A'))
  await folder.pass(60_000)
  folder.write('b.ndjson', `${anEvent('B')}\nwrong\n`)
  await folder.pass(65_000)
  expect(folder.errors).toHaveLength(1)
  expect(folder.view()).toMatchObject({ state: 'on', waiting: 1 })
  expect(await folder.titles()).toEqual(['A', 'B'])
})

test('a right that is missing for one file is that file’s trouble, not the folder’s', async () => {
  await using folder = await openFolderStation()
  await folder.stop()
  let times = 0
  folder.start({
    takeAll: () => {
      times += 1
      return Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
    },
  })
  folder.write('a.ndjson', `${anEvent('A')}\n`)
  await folder.pass(40_000)
  const [before, said] = [times, folder.errors.length]
  await folder.pass(120_000)
  expect(times - before).toBe(4)
  expect(folder.errors.length - said).toBe(0)
  expect(folder.view()).toMatchObject({ state: 'on', lastError: { message: expect.stringContaining('a.ndjson') } })
})
