import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTempDir } from './temp-dir.ts'

test('a temporary folder exists under its real path, and no other has it', () => {
  using one = makeTempDir()
  using other = makeTempDir()
  expect(existsSync(one.path)).toBe(true)
  expect(realpathSync(one.path)).toBe(one.path)
  expect(one.path).not.toBe(other.path)
})

test('removing it takes what is in it, and can be repeated', () => {
  const { path, remove } = makeTempDir()
  mkdirSync(join(path, 'deep'))
  writeFileSync(join(path, 'deep', 'file'), 'x')
  remove()
  remove()
  expect(existsSync(path)).toBe(false)
})

test('leaving its scope removes it', () => {
  let left: string
  {
    using dir = makeTempDir()
    left = dir.path
  }
  expect(existsSync(left)).toBe(false)
})
