import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pieceBytes } from '../../../../preload/contract/file.ts'
import { presets } from '../../../../main/mapping/presets.ts'
import { openWorkstation } from '../../../support/workstation.ts'

type Station = Awaited<ReturnType<typeof openWorkstation>>
const line = (title: string) => `${JSON.stringify({ severity: 'high', title })}\n`

async function choose(station: Station, text: string, name = 'export.ndjson') {
  const path = join(station.folder, name)
  writeFileSync(path, text)
  station.chosen.path = path
  const { file } = await station.call('imports.choose', {})
  if (!file) throw new Error('nothing was chosen')
  return file
}

async function untilOver(station: Station, id: string) {
  for (;;) {
    const state = await station.call('imports.state', { id })
    if (state.state !== 'running') return state
    await new Promise(setImmediate)
  }
}

test('a chosen file is shown with what becomes of it, and nothing is taken before it is asked for', async () => {
  await using station = await openWorkstation()
  const file = await choose(station, `${line('A')}wrong\n${line('B')}`)
  expect(file).toMatchObject({ name: 'export.ndjson', suggested: 'plain' })
  const preview = await station.call('imports.preview', { id: file.id, mapping: presets.plain })
  expect(preview).toMatchObject({ counts: { events: 2, findings: 0, refused: 1 }, whole: true })
  expect(preview.rows.map(({ line: at, type }) => [at, type])).toEqual([
    [1, 'security.high'],
    [2, null],
    [3, 'security.high'],
  ])
  expect(await station.call('events.page', {})).toEqual([])
})

test('of a large file the first 20 rows are shown, and the first thousand parts counted', async () => {
  await using station = await openWorkstation()
  const file = await choose(station, line('A').repeat(1500))
  const preview = await station.call('imports.preview', { id: file.id, mapping: presets.plain })
  expect(preview.rows).toHaveLength(20)
  expect(preview).toMatchObject({ counts: { events: 1000 }, whole: false })
})

test('an import takes every event once, says what it refused, and knows all of it the next time', async () => {
  await using station = await openWorkstation()
  for (const counts of [
    { events: 2, findings: 0, known: 0, refused: 1 },
    { events: 0, findings: 0, known: 2, refused: 1 },
  ]) {
    station.chosen.path ??= (await choose(station, `${line('A')}wrong\n${line('B')}`)) && station.chosen.path
    const { file } = await station.call('imports.choose', {})
    const id = file!.id
    await station.call('imports.start', { id, mapping: presets.plain })
    expect(await untilOver(station, id)).toMatchObject({ state: 'done', progress: { counts }, problems: [{ line: 2 }] })
  }
  expect((await station.call('events.page', {})).map(({ source }) => source)).toEqual(['import', 'import'])
})

test('a cancelled import keeps what was taken, and takes nothing more', async () => {
  await using station = await openWorkstation()
  const { id } = await choose(station, Array.from({ length: 5000 }, (_, index) => line(`T${index}`)).join(''))
  await station.call('imports.start', { id, mapping: presets.plain })
  await expect.poll(async () => (await station.call('imports.state', { id })).progress.counts.events).toBeGreaterThan(0)
  await station.call('imports.cancel', { id })
  const { state, progress } = await station.call('imports.state', { id })
  expect(state).toBe('cancelled')
  expect(progress.counts.events).toBeLessThan(5000)
  const [newest] = await station.call('events.page', { limit: 1 })
  expect(newest?.seq).toBe(progress.counts.events)
})

test('a dropped file comes in pieces, is readable by this user alone, and is gone once it was taken', async () => {
  await using station = await openWorkstation()
  const text = Buffer.from(Array.from({ length: 9000 }, (_, index) => line(`Überfall ${index}`)).join(''))
  const { id } = await station.call('imports.begin', { name: '../../etc/dropped.ndjson', size: text.length })
  let chosen = null
  for (let at = 0; at < text.length; at += pieceBytes) {
    expect(chosen).toBe(null)
    const base64 = text.subarray(at, at + pieceBytes).toString('base64')
    chosen = (await station.call('imports.append', { id, base64 })).file
  }
  expect(chosen).toMatchObject({ id, size: text.length, suggested: 'plain' })
  const kept = join(station.folder, 'imports', id)
  if (process.platform !== 'win32') expect(statSync(kept).mode & 0o777).toBe(0o600)
  await station.call('imports.start', { id, mapping: presets.plain })
  expect(await untilOver(station, id)).toMatchObject({ state: 'done', progress: { counts: { events: 9000 } } })
  expect(existsSync(kept)).toBe(false)
})

test('more than was announced is refused, and so is a piece of a file that was given up', async () => {
  await using station = await openWorkstation()
  const { id } = await station.call('imports.begin', { name: 'a.json', size: 2 })
  expect(await station.ask('imports.append', { id, base64: 'e30gICAg' })).toMatchObject({
    refusal: { code: 'conflict' },
  })
  await station.call('imports.begin', { name: 'b.json', size: 2 })
  expect(await station.ask('imports.append', { id, base64: 'e30=' })).toMatchObject({ refusal: { code: 'missing' } })
})

test('a link, a folder and a file that has gone are refused with what to do', async () => {
  await using station = await openWorkstation()
  const at = (name: string) => join(station.folder, name)
  writeFileSync(at('real.json'), '{}')
  symlinkSync(at('real.json'), at('link.json'))
  mkdirSync(at('folder.json'))
  for (const [name, message] of [
    ['link.json', /link or no file/],
    ['folder.json', /link or no file/],
    ['gone.json', /can’t be read/],
  ] as const) {
    station.chosen.path = at(name)
    expect(await station.ask('imports.choose', {})).toMatchObject({
      ok: false,
      refusal: { message: expect.stringMatching(message) },
    })
  }
})

test('the page can set no path of a folder', async () => {
  await using station = await openWorkstation()
  const patch = { sources: { folder: { on: true, path: '/etc' } } }
  expect(await station.ask('settings.update', patch as never)).toMatchObject({ refusal: { code: 'invalid' } })
})
