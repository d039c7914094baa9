import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'
import { expect, test } from 'vitest'
import { makeTempDir } from '../support/temp-dir.ts'

test('all code of main lies in one folder: a thread is looked for beside the code that starts it', async () => {
  using folder = makeTempDir()
  const builder = await createBuilder({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
    environments: { main: { build: { outDir: folder.path } } },
  })
  await builder.build(builder.environments['main']!)
  const made = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
  expect(made).toEqual(expect.arrayContaining(['index.js', 'backup-thread.js', 'sender-thread.js']))
  expect(made.filter((path) => !/^[\w-]+\.js$/.test(path))).toEqual([])
}, 30_000)
