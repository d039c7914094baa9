import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceLedger } from '../../../main/ledger/replace.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const now = Date.UTC(2026, 10, 23, 10, 42, 17)
const aside = 'ledger.damaged-2026-11-23T10-42-17.sqlite'

function openDamaged() {
  const folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  for (const end of ['', '-wal', '-shm']) writeFileSync(path + end, `damaged${end}`)
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8')
  return { path, read, names: () => readdirSync(folder.path).toSorted(), [Symbol.dispose]: () => folder.remove() }
}

test('the new file takes the place of the damaged one, which is kept aside with its log', async () => {
  using damaged = openDamaged()
  await replaceLedger(damaged.path, async (path) => writeFileSync(path, 'new'), now)
  expect(damaged.names()).toEqual([aside, `${aside}-shm`, `${aside}-wal`, 'ledger.sqlite'].toSorted())
  expect(damaged.read('ledger.sqlite')).toBe('new')
  for (const end of ['', '-wal', '-shm']) expect(damaged.read(aside + end)).toBe(`damaged${end}`)
})

test('at no moment is there no file in its place: the damaged one is there while the new one is made', async () => {
  using damaged = openDamaged()
  await replaceLedger(
    damaged.path,
    async (path) => {
      expect(damaged.read('ledger.sqlite')).toBe('damaged')
      expect(existsSync(path)).toBe(false)
      writeFileSync(path, 'new')
    },
    now,
  )
})

test('where the new one can’t be made, everything is as it was', async () => {
  using damaged = openDamaged()
  const before = damaged.names()
  const failing = async (path: string) => {
    writeFileSync(path, 'half')
    throw new Error('disk full')
  }
  await expect(replaceLedger(damaged.path, failing, now)).rejects.toThrow('disk full')
  expect(damaged.names()).toEqual(before)
  expect(damaged.read('ledger.sqlite-wal')).toBe('damaged-wal')
})

test('a second damage within the second keeps the first one aside too', async () => {
  using damaged = openDamaged()
  for (const text of ['second', 'third'])
    await replaceLedger(damaged.path, async (path) => writeFileSync(path, text), now)
  expect(damaged.read(aside)).toBe('damaged')
  expect(damaged.read(aside.replace('.sqlite', '-2.sqlite'))).toBe('second')
  expect(damaged.read('ledger.sqlite')).toBe('third')
})
