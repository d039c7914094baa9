import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anEvent, openFolderStation } from './folder-station.ts'

type Folder = Awaited<ReturnType<typeof openFolderStation>>
const lines = (...titles: string[]) => titles.map((title) => `${anEvent(title)}\n`).join('')
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `T${index}`)

/** Starts anew, with something that happens before the given batch is taken in. */
async function beforeBatch(folder: Folder, nth: number, happens: () => void): Promise<void> {
  await folder.stop()
  const engine = folder.station.engine()
  let batches = 0
  folder.start({
    takeAll: async (...args) => {
      batches += 1
      if (batches === nth) happens()
      return engine.takeAll(...args)
    },
  })
}

function replace(folder: Folder, name: string, text: string): void {
  const path = join(folder.path, name)
  writeFileSync(`${path}.tmp`, text)
  renameSync(`${path}.tmp`, path)
}

test.for([
  ['within its only batch', 1],
  ['before it is put away', 2],
] as const)('a file that is replaced by another one %s leaves the new one to be taken', async ([, nth]) => {
  await using folder = await openFolderStation()
  await beforeBatch(folder, nth, () => replace(folder, 'alerts.json', lines('NEW1', 'NEW2')))
  folder.write('alerts.json', lines('OLD'))
  await folder.pass(20_000)
  expect(await folder.titles()).toEqual(['OLD', 'NEW1', 'NEW2'])
  expect(folder.names('done')).toEqual(['alerts.json'])
})

test('a file that is replaced by one that begins alike says that it happened again, where it tells no time', async () => {
  await using folder = await openFolderStation()
  await beforeBatch(folder, 1, () => {
    replace(folder, 'alerts.json', lines('A', 'B'))
    utimesSync(join(folder.path, 'alerts.json'), 1, 1)
  })
  folder.write('alerts.json', lines('A'))
  await folder.pass(20_000)
  expect(await folder.titles()).toEqual(['A', 'A', 'B'])
})

test('what a writer adds while the file is put away is taken, each line once', async () => {
  await using folder = await openFolderStation()
  await beforeBatch(folder, 2, () => appendFileSync(join(folder.path, 'a.ndjson'), lines('B')))
  folder.write('a.ndjson', lines('A'))
  await folder.pass(20_000)
  expect(await folder.titles()).toEqual(['A', 'B'])
  expect(folder.names('done')).toEqual(['a.ndjson'])
})

test.for([4000, 20_000, 300_000])('what a writer adds after %i ms is taken, each line once', async (pause) => {
  await using folder = await openFolderStation()
  const writer = openSync(join(folder.path, 'a.ndjson'), 'w')
  for (const title of ['A', 'B', 'C']) {
    writeSync(writer, lines(title))
    folder.changed()
    await folder.pass(pause)
  }
  closeSync(writer)
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A', 'B', 'C'])
  expect(folder.names()).toEqual([])
  expect(folder.names('done')).toEqual(['a.ndjson'])
  expect(folder.view().counters).toEqual({ accepted: 3, known: 0, refused: 0 })
})

test('what was added to a file that is put away is taken after a start too', async () => {
  await using folder = await openFolderStation()
  folder.write('a.ndjson', lines('A'))
  await folder.pass(4000)
  await folder.stop()
  appendFileSync(join(folder.path, 'done/a.ndjson'), lines('B'))
  folder.start()
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A', 'B'])
})

test('what is added to a file that had failed is taken, and the text tells of the whole file', async () => {
  await using folder = await openFolderStation()
  folder.write('a.ndjson', `${lines('A')}wrong\n`)
  await folder.pass(4000)
  appendFileSync(join(folder.path, 'failed/a.ndjson'), `${lines('B')}wrong as well\n`)
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A', 'B'])
  expect(folder.names('failed')).toEqual(['a.ndjson', 'a.ndjson.error.txt'])
  expect(folder.read('failed/a.ndjson.error.txt')).toMatch(/^a\.ndjson: 2 refused\.[^]*^Line 2: [^]*^Line 4: /m)
})

test.for([
  ['a.ndjson', `${lines('A')}{"severity":"hi`, `gh","title":"B"}\n`],
  ['a.json', `[${anEvent('A')},\n{"severity":"hi`, `gh","title":"B"}]`],
  ['a.json', `[${anEvent('A')},\n`, `{"severity":"high","title":"B"}]`],
] as const)(
  'a file that came to a halt for long, %s, is taken to its end, and nothing of it is refused',
  async (file) => {
    await using folder = await openFolderStation()
    const [name, first, rest] = file
    folder.write(name, first)
    await folder.pass(40_000)
    expect(folder.names('failed')).toEqual([name, `${name}.error.txt`])
    appendFileSync(join(folder.path, 'failed', name), rest)
    await folder.pass(40_000)
    expect(await folder.titles()).toEqual(['A', 'B'])
    expect(folder.names('failed')).toEqual([])
    expect(folder.names('done')).toEqual([name])
  },
)

test('where a new file has the name of one that has grown, both are taken', async () => {
  await using folder = await openFolderStation()
  folder.write('a.ndjson', lines('A'))
  await folder.pass(4000)
  appendFileSync(join(folder.path, 'done/a.ndjson'), lines('B'))
  folder.write('a.ndjson', lines('C'))
  await folder.pass(60_000)
  expect((await folder.titles()).toSorted()).toEqual(['A', 'B', 'C'])
  expect(folder.names('done')).toHaveLength(2)
})

test('a file that is put back after it had grown is known', async () => {
  await using folder = await openFolderStation()
  folder.write('a.ndjson', lines('A'))
  await folder.pass(4000)
  appendFileSync(join(folder.path, 'done/a.ndjson'), lines('B'))
  await folder.pass(40_000)
  renameSync(join(folder.path, 'done/a.ndjson'), join(folder.path, 'a.ndjson'))
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A', 'B'])
  expect(existsSync(join(folder.path, 'done/a.ndjson'))).toBe(true)
})

test('a file that has grown after a part of it was taken is taken on from there, after a crash too', async () => {
  await using folder = await openFolderStation()
  await folder.stop()
  const engine = folder.station.engine()
  let batches = 0
  folder.start({
    takeAll: (...args) => {
      batches += 1
      return batches >= 3 ? Promise.reject(new Error('killed')) : engine.takeAll(...args)
    },
  })
  folder.write('a.ndjson', lines(...numbered(70)))
  await folder.pass(3000)
  expect(await folder.titles()).toHaveLength(64)
  await folder.stop()
  appendFileSync(join(folder.path, 'a.ndjson'), lines('LAST'))
  folder.start()
  await folder.pass(10_000)
  expect(await folder.titles()).toEqual([...numbered(70), 'LAST'])
})

test('a file that was taken to its end and not put away before a crash is taken on from there, should it have grown', async () => {
  await using folder = await openFolderStation()
  await folder.stop()
  const engine = folder.station.engine()
  let batches = 0
  folder.start({
    takeAll: async (...args) => {
      await engine.takeAll(...args)
      batches += 1
      if (batches < 2) return
      // What lies there now can't be moved.
      rmSync(join(folder.path, 'done'), { force: true, recursive: true })
      writeFileSync(join(folder.path, 'done'), '')
    },
  })
  folder.write('a.ndjson', lines('A'))
  await folder.pass(4000)
  await folder.stop()
  rmSync(join(folder.path, 'done'))
  appendFileSync(join(folder.path, 'a.ndjson'), lines('B'))
  folder.start()
  await folder.pass(10_000)
  expect(await folder.titles()).toEqual(['A', 'B'])
})

test.for([
  ['after the next start', true],
  ['before the next start', false],
] as const)(
  'of a file that was put away just before a crash the rest is taken, and a new one of its name that is dropped %s',
  async (row) => {
    const [, isLater] = row
    await using folder = await openFolderStation()
    folder.write('a.ndjson', lines('earlier'))
    await folder.pass(4000)
    await folder.stop()
    const engine = folder.station.engine()
    let batches = 0
    folder.start({
      takeAll: (...args) => {
        batches += 1
        return batches >= 3 ? Promise.reject(new Error('killed')) : engine.takeAll(...args)
      },
    })
    folder.write('a.ndjson', lines('A'))
    await folder.pass(4000)
    expect(folder.names('done')).toEqual(['a (2).ndjson', 'a.ndjson'])
    await folder.stop()
    appendFileSync(join(folder.path, 'done/a (2).ndjson'), lines('B'))
    if (!isLater) folder.write('a.ndjson', lines('A', 'C'))
    folder.start()
    await folder.pass(40_000)
    if (isLater) folder.write('a.ndjson', lines('A', 'C'))
    await folder.pass(40_000)
    expect((await folder.titles()).toSorted()).toEqual(['A', 'A', 'B', 'C', 'earlier'])
    expect(folder.names('done')).toHaveLength(3)
  },
)

test.for([
  ['before it was moved on', 2],
  ['after it was moved on', 3],
] as const)('of a file that had failed, was completed and %s before a crash, the rest is taken', async (row) => {
  const [, deathAt] = row
  await using folder = await openFolderStation()
  folder.write('a.ndjson', `${lines('A')}{"severity":"hi`)
  await folder.pass(40_000)
  await folder.stop()
  const engine = folder.station.engine()
  let batches = 0
  folder.start({
    takeAll: async (...args) => {
      batches += 1
      if (batches >= deathAt) throw new Error('killed')
      await engine.takeAll(...args)
    },
  })
  appendFileSync(join(folder.path, 'failed/a.ndjson'), `gh","title":"B"}\n`)
  await folder.pass(4000)
  const room = ['done', 'failed'].find((name) => folder.names(name).includes('a.ndjson'))
  expect(room).toBe(deathAt === 3 ? 'done' : 'failed')
  await folder.stop()
  appendFileSync(join(folder.path, room!, 'a.ndjson'), lines('C'))
  folder.start()
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A', 'B', 'C'])
  expect(folder.names('done')).toEqual(['a.ndjson'])
  expect(folder.names('failed')).toEqual([])
})

test('a half-taken file that is replaced by another one has nothing of the new one passed over', async () => {
  await using folder = await openFolderStation()
  await folder.stop()
  const engine = folder.station.engine()
  let batches = 0
  folder.start({
    takeAll: (...args) => {
      batches += 1
      return batches >= 2 ? Promise.reject(new Error('killed')) : engine.takeAll(...args)
    },
  })
  folder.write('a.ndjson', lines(...numbered(40)))
  await folder.pass(3000)
  await folder.stop()
  folder.write('a.ndjson', lines(...Array.from({ length: 50 }, (_, index) => `N${index}`)))
  folder.start()
  await folder.pass(10_000)
  expect((await folder.titles()).filter((title) => title.startsWith('N'))).toHaveLength(50)
})
