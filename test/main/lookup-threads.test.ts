import { execFileSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const main = join(import.meta.dirname, '../../main')

test.runIf(process.platform === 'linux')(
  'names that hang leave threads for others (counted where the system tells)',
  () => {
    const { UV_THREADPOOL_SIZE: _, ...env } = process.env
    const script = `
    await import(${JSON.stringify(pathToFileURL(join(main, 'lookup-threads.ts')).href)})
    const { promises, readdirSync } = await import('node:fs')
    await promises.stat('.')
    console.log(readdirSync('/proc/self/task').length)`
    const threads = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' })
    expect(Number(threads)).toBeGreaterThan(64)
  },
)

test('they are asked for before anything else of the app is loaded', () => {
  const [first] = readFileSync(join(main, 'index.ts'), 'utf8').match(/^import .*/m) ?? []
  expect(first).toBe("import './lookup-threads.ts'")
})
