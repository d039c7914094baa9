import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mostDroppedBytes, pieceBytes } from '../../../../preload/contract/file.ts'
import { presets } from '../../../../main/mapping/presets.ts'
import { openWorkstation, type Workstation } from '../../../support/workstation.ts'

const line = (title: string) => `${JSON.stringify({ severity: 'high', title })}\n`

async function run(station: Workstation, id: string) {
  await station.call('imports.start', { id, mapping: presets.plain })
  for (;;) {
    const { state, progress } = await station.call('imports.state', { id })
    if (state !== 'running') return { state, ...progress.counts }
    await new Promise(setImmediate)
  }
}

async function drop(station: Workstation, name: string, text: string) {
  const bytes = Buffer.from(text)
  const { id } = await station.call('imports.begin', { name, size: bytes.length })
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await station.call('imports.append', { id, base64: bytes.subarray(at, at + pieceBytes).toString('base64') })
  return run(station, id)
}

async function choose(station: Workstation, name: string, text: string, modified: number) {
  station.chosen.path = join(station.folder, name)
  writeFileSync(station.chosen.path, text)
  utimesSync(station.chosen.path, modified, modified)
  const { file } = await station.call('imports.choose', {})
  return run(station, file!.id)
}

const ways = {
  dropped: drop,
  'chosen by a dialog': (station: Workstation, name: string, text: string) => choose(station, name, text, 1000),
  copied: (station: Workstation, name: string, text: string) => choose(station, name, text, 2000),
}

test.for([
  ['dropped', 'dropped'],
  ['dropped', 'chosen by a dialog'],
  ['chosen by a dialog', 'dropped'],
  ['chosen by a dialog', 'copied'],
] as const)('a file that was %s is known once it is %s, though its events tell no time', async ([first, second]) => {
  await using station = await openWorkstation()
  const text = line('A') + line('B')
  expect(await ways[first](station, 'a.ndjson', text)).toMatchObject({ state: 'done', events: 2, known: 0 })
  expect(await ways[second](station, 'a.ndjson', text)).toMatchObject({ state: 'done', events: 0, known: 2 })
})

test('files that differ somewhere, or in their name, are two files', async () => {
  await using station = await openWorkstation()
  const padding = ' '.repeat(70_000)
  const counts = []
  for (const [name, last] of [
    ['a.ndjson', 'A'],
    ['a.ndjson', 'B'],
    ['b.ndjson', 'A'],
  ] as const)
    counts.push(await drop(station, name, `${line('same')}${padding}\n${line(last)}`))
  expect(counts).toMatchObject([{ events: 2 }, { events: 2 }, { events: 2 }])
})

test('a file that is too large to be dropped is known by its size and time', async () => {
  await using station = await openWorkstation()
  const text = line('A') + `${' '.repeat(1000)}\n`.repeat(mostDroppedBytes / 1000)
  const at = (modified: number) => choose(station, 'a.ndjson', text, modified)
  expect(await at(1000)).toMatchObject({ events: 1, known: 0 })
  expect(await at(1000)).toMatchObject({ events: 0, known: 1 })
  expect(await at(2000)).toMatchObject({ events: 1, known: 0 })
})
