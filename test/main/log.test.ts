import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '../../main/log.ts'
import { makeTempDir, type TempDir } from '../support/temp-dir.ts'

let folder: TempDir
beforeEach(() => void (folder = makeTempDir()))
afterEach(() => folder.remove())

const path = (name = 'castellan.log') => join(folder.path, 'logs', name)
const open = (more: object = {}) => openLog({ folder: join(folder.path, 'logs'), now: () => 0, ...more })
const lines = () => readFileSync(path(), 'utf8').trimEnd().split('\n')

test('a line is JSON with time, level, message and facts, and is mirrored', () => {
  const mirrored: string[] = []
  open({ mirror: (line: string) => mirrored.push(line) }).info('started', { version: '1.0.0', webhooks: 3 })
  expect(lines()).toEqual(mirrored)
  expect(JSON.parse(lines()[0] ?? '')).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'started',
    version: '1.0.0',
    webhooks: 3,
  })
})

test.skipIf(process.platform === 'win32')('the file is for its owner only', () => {
  open().info('x')
  expect(statSync(path()).mode & 0o777).toBe(0o600)
})

test('no text can start a line of its own, steer a terminal or turn its direction', () => {
  const evil = 'a\r\n{"level":"info"}\u2028\u001b[2J\u009b1m\u202e'
  open().warn(evil, { name: evil })
  expect(lines()).toHaveLength(1)
  expect(lines()[0]).toMatch(/^[\x20-\x7e]*$/)
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ message: evil, name: evil })
})

test('of an error stay kind, code, words and place; URLs lose their path and secrets their value', () => {
  const error = Object.assign(
    new TypeError(
      'POST https://u:p@hooks.slack.com/services/T0/B0/xyz failed, Authorization: Bearer abcdefgh12, whsec_QUJD, sig=deadbeef',
    ),
    { code: 'E_X' },
  )
  open().error('failed', error)
  const text = lines()[0] ?? ''
  expect(JSON.parse(text)).toMatchObject({
    error: 'TypeError',
    code: 'E_X',
    stack: expect.stringContaining('log.test.ts'),
  })
  expect(text).toContain('https://hooks.slack.com/')
  for (const secret of ['T0/B0', 'xyz', 'u:p', 'abcdefgh12', 'QUJD', 'deadbeef']) expect(text).not.toContain(secret)
})

test('a thrown thing that is no error is logged too', () => {
  open().error('failed', 'just text')
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ error: 'just text' })
})

test('a full file moves on, and the oldest goes', () => {
  const log = open({ mostBytes: 200, mostFiles: 3 })
  for (let index = 0; index < 20; index += 1) log.info('a line of some length', { index })
  expect(readdirSync(join(folder.path, 'logs')).toSorted()).toEqual([
    'castellan.1.log',
    'castellan.2.log',
    'castellan.log',
  ])
  for (const name of ['castellan.log', 'castellan.1.log', 'castellan.2.log'])
    expect(statSync(path(name)).size).toBeLessThanOrEqual(200)
  expect(JSON.parse(lines().at(-1) ?? '')).toMatchObject({ index: 19 })
})

test('a log that can’t be written does not stop the app', () => {
  const log = openLog({ folder: '/dev/null/nowhere' })
  expect(() => log.info('x')).not.toThrow()
  expect(existsSync('/dev/null/nowhere')).toBe(false)
})
