import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync, appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { presets } from '../../../../main/mapping/presets.ts'
import { anEvent, openFolderStation } from './folder-station.ts'

test('a file that is dropped is taken once it has not changed for 2 s, and moved to done', async () => {
  await using folder = await openFolderStation()
  await folder.pass(1000)
  folder.write('alerts.ndjson', `${anEvent('A')}\n${anEvent('B')}\n`)
  folder.changed()
  await folder.pass(1000)
  expect(await folder.titles()).toEqual([])
  await folder.pass(2000)
  expect(await folder.titles()).toEqual(['A', 'B'])
  expect(folder.names()).toEqual([])
  expect(folder.names('done')).toEqual(['alerts.ndjson'])
  expect(folder.view()).toMatchObject({
    state: 'on',
    counters: { accepted: 2, known: 0, refused: 0 },
    files: { done: 1, failed: 0 },
  })
  const [row] = await folder.station.call('events.page', {})
  expect(row).toMatchObject({ source: 'folder', type: 'security.high' })
})

test('what the watcher misses is found within 30 s', async () => {
  await using folder = await openFolderStation()
  await folder.pass(1000)
  folder.write('alerts.json', `[${anEvent('A')}]`)
  await folder.pass(33_000)
  expect(await folder.titles()).toEqual(['A'])
})

test.for([
  ['a.json', anEvent('T')],
  ['a.json', `{\n  "severity": "high",\n  "title": "T"\n}\n`],
  ['a.jsonl', anEvent('T')],
  ['a.cef', 'CEF:0|V|P|1|ID|T|8|\n'],
  ['a.leef', 'LEEF:1.0|V|P|1|ID|sev=8\tname=T\n'],
  ['a.log', 'Nov 23 10:00:00 fw CEF:0|V|P|1|ID|T|8|\n'],
] as const)('without a mapping a file is read by what it looks like: %s %s', async ([name, text]) => {
  await using folder = await openFolderStation()
  folder.write(name, text)
  await folder.pass(4000)
  expect(await folder.titles()).toEqual(['T'])
})

test('with a mapping every file is read by it', async () => {
  await using folder = await openFolderStation({ mapping: presets.sigma })
  folder.write('a.json', '{"RuleTitle":"T","Level":"high"}\n')
  await folder.pass(4000)
  expect(await folder.titles()).toEqual(['T'])
})

test('good lines of a file are taken, and it goes to failed with a text that says line, field and reason', async () => {
  await using folder = await openFolderStation()
  folder.write('a.ndjson', `${anEvent('A')}\n{"severity":"high"}\nnot JSON\n${anEvent('B')}\n`)
  await folder.pass(4000)
  expect(await folder.titles()).toEqual(['A', 'B'])
  expect(folder.names('failed')).toEqual(['a.ndjson', 'a.ndjson.error.txt'])
  const text = folder.read('failed/a.ndjson.error.txt')
  expect(text).toMatch(
    /^a\.ndjson: 2 refused\.\nThe other 2 were taken\. Drop a file with nothing but the corrected ones\.\n/,
  )
  expect(text).toMatch(/^Line 2, data\.title: None of .* is there/m)
  expect(text).toMatch(/^Line 3: This is no JSON/m)
  expect(folder.view()).toMatchObject({
    counters: { accepted: 2, refused: 2 },
    files: { done: 0, failed: 1 },
    lastError: { message: 'Parts of a.ndjson were refused.' },
  })
})

test('a half-written file waits until its end is there', async () => {
  await using folder = await openFolderStation()
  folder.write('a.ndjson', `${anEvent('A')}\n{"severity":"hi`)
  folder.write('b.json', `[${anEvent('B')},`)
  await folder.pass(20_000)
  expect(await folder.titles()).toEqual([])
  expect(folder.view()).toMatchObject({ waiting: 2 })
  appendFileSync(join(folder.path, 'a.ndjson'), `gh","title":"C"}\n`)
  appendFileSync(join(folder.path, 'b.json'), `${anEvent('D')}]`)
  folder.changed()
  await folder.pass(4000)
  expect(await folder.titles()).toEqual(['A', 'C', 'B', 'D'])
  expect(folder.names('done')).toEqual(['a.ndjson', 'b.json'])
})

test('a file that stays half-written for 30 s is taken as far as it goes, and says where it ends', async () => {
  await using folder = await openFolderStation()
  folder.write('a.json', `[${anEvent('A')},\n{"severity":`)
  folder.write('empty.json', '')
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A'])
  expect(folder.read('failed/a.json.error.txt')).toContain(
    'Line 2: The file ends within the value that begins on line 2.',
  )
  expect(folder.read('failed/empty.json.error.txt')).toContain('The file is empty.')
})

test('a file that is put back unchanged is known, and so is an event with its own time in another file', async () => {
  await using folder = await openFolderStation()
  const line = `${anEvent('A', { timestamp: '2026-11-23T10:00:00Z' })}\n`
  folder.write('a.ndjson', `${anEvent('B')}\n`)
  folder.write('b.ndjson', line)
  await folder.pass(4000)
  renameSync(join(folder.path, 'done/a.ndjson'), join(folder.path, 'a.ndjson'))
  folder.write('c.ndjson', line)
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['B', 'A'])
  expect(folder.names()).toEqual([])
  expect(folder.view().counters).toMatchObject({ accepted: 2, known: 1 })
})

test('a file of the same content and name that is written anew says it happened again, where it tells no time', async () => {
  await using folder = await openFolderStation()
  for (const at of [1_700_000_000, 1_700_000_060]) {
    folder.write('a.json', anEvent('Agent is gone'))
    utimesSync(join(folder.path, 'a.json'), at, at)
    folder.changed()
    await folder.pass(4000)
  }
  expect(await folder.titles()).toEqual(['Agent is gone', 'Agent is gone'])
  expect(folder.names('done')).toEqual(['a (2).json', 'a.json'])
})

test('links, folders, hidden and other files are left alone, and a link is said to be refused', async () => {
  await using folder = await openFolderStation()
  const outside = join(folder.station.folder, 'outside.json')
  writeFileSync(outside, anEvent('secret'))
  symlinkSync(outside, join(folder.path, 'link.json'))
  mkdirSync(join(folder.path, 'folder.json'))
  folder.write('.hidden.json', anEvent('hidden'))
  folder.write('readme.txt', anEvent('text'))
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual([])
  expect(folder.names().toSorted()).toEqual(['.hidden.json', 'folder.json', 'link.json', 'readme.txt'])
  expect(folder.view().lastError).toMatchObject({ message: 'link.json is a link, so it is not taken.' })
})

test('a link in place of the folder done has nothing moved to where it leads', async () => {
  await using folder = await openFolderStation()
  const outside = join(folder.station.folder, 'outside')
  mkdirSync(outside)
  symlinkSync(outside, join(folder.path, 'done'))
  folder.write('a.json', anEvent('A'))
  await folder.pass(70_000)
  expect(folder.view().lastError?.message).toContain('no folder of its own')
  expect(folder.read('a.json')).toBe(anEvent('A'))
  // It could not be put away, and yet is taken no second time.
  expect(await folder.titles()).toEqual(['A'])
})

test('where the disk refuses, the file waits, and is taken on from there once it can be', async () => {
  await using folder = await openFolderStation()
  await folder.stop()
  let fails = true
  const engine = folder.station.engine()
  let batches = 0
  folder.start({
    takeAll: (...args) => {
      batches += 1
      return fails && batches === 3 ? Promise.reject(new Error('no space')) : engine.takeAll(...args)
    },
  })
  const titles = Array.from({ length: 100 }, (_, index) => `T${index}`)
  folder.write('a.ndjson', titles.map((title) => `${anEvent(title)}\n`).join(''))
  await folder.pass(3000)
  expect(await folder.titles()).toEqual(titles.slice(0, 64))
  expect(folder.view().lastError?.message).toContain('no space')
  fails = false
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(titles)
  expect(folder.view().counters).toEqual({ accepted: 100, known: 0, refused: 0 })
})

test('a folder that is not there is said, and its files are taken once it is', async () => {
  await using folder = await openFolderStation()
  renameSync(folder.path, `${folder.path}-away`)
  await folder.pass(31_000)
  expect(folder.view()).toMatchObject({ state: 'failed', lastError: { message: `${folder.path} is not there.` } })
  renameSync(`${folder.path}-away`, folder.path)
  folder.write('a.json', anEvent('A'))
  await folder.pass(40_000)
  expect(folder.view()).toMatchObject({ state: 'on', lastError: null })
  expect(await folder.titles()).toEqual(['A'])
})
