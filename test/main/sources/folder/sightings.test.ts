import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSightings } from '../../../../main/sources/folder/sightings.ts'
import { anEvent, openFolderStation } from './folder-station.ts'

const hour = 3_600_000

test.for([-hour, hour])(
  'a file waits no longer and no shorter where the clock is set by %i ms meanwhile',
  async (by) => {
    await using folder = await openFolderStation()
    await folder.pass(1000)
    folder.write('a.ndjson', `${anEvent('A')}\n`)
    folder.changed()
    await folder.pass(1000)
    folder.station.clock.jump(by)
    folder.changed()
    await folder.pass(500)
    expect(await folder.titles()).toEqual([])
    await folder.pass(1000)
    expect(await folder.titles()).toEqual(['A'])
  },
)

test('a file that was being copied when the workstation fell asleep waits for its end', async () => {
  await using folder = await openFolderStation()
  const copy = openSync(join(folder.path, 'a.json'), 'w')
  writeSync(copy, `[${anEvent('A')},\n{"seve`)
  folder.changed()
  await folder.pass(1000)
  folder.station.clock.jump(hour)
  folder.changed()
  await folder.pass(1000)
  writeSync(copy, `rity":"high","title":"B"}]`)
  closeSync(copy)
  await folder.pass(40_000)
  expect(await folder.titles()).toEqual(['A', 'B'])
  expect(folder.names('failed')).toEqual([])
})

test('where the clock counts on in sleep, how long a file has been as it is begins anew with the wake', () => {
  const sightings = openSightings()
  const file = { name: 'a.json', at: 'a.json', version: { inode: 1n, size: 1n, modified: 1n } }
  const still = (now: number) => sightings.note([file], now).map(({ stillFor }) => stillFor)
  expect(still(0)).toEqual([0])
  expect(still(30_000)).toEqual([30_000])
  expect(still(hour)).toEqual([0])
  expect(still(hour + 2000)).toEqual([2000])
})

test('what grows every second is taken once it stands still', async () => {
  await using folder = await openFolderStation()
  for (const title of ['A', 'B', 'C', 'D']) {
    appendFileSync(join(folder.path, 'a.ndjson'), `${anEvent(title)}\n`)
    folder.changed()
    await folder.pass(1000)
  }
  expect(await folder.titles()).toEqual([])
  await folder.pass(2000)
  expect(await folder.titles()).toEqual(['A', 'B', 'C', 'D'])
})
