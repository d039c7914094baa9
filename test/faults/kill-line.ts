import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Duplex } from 'node:stream'
import { type Told, toldSchema } from './kill-plan.ts'

// How a process that may die at any moment tells the test what it did: what it wrote is there even if it is killed right
// after, and where the order matters it does nothing more until it was heard.

const file = 3

/** In the process of the app. */
export const tell = (told: Told) => void writeSync(file, `${JSON.stringify(told)}\n`)

/** The same; comes back once it was heard. Its other threads go on meanwhile. */
export function tellAndWait(told: Told): void {
  tell(told)
  readSync(file, Buffer.alloc(1))
}

/** Whether the process waits until this was heard. */
const isAwaited = (told: Told): boolean =>
  told.kind === 'found' || told.kind === 'releases' || (told.kind === 'committed' && told.webhooks.length > 0)

/** In the test: starts the process. `ended` answers once it is gone and all it told was heard, one after the other. */
export function startTelling(path: string, argument: string, hear: (told: Told, child: ChildProcess) => Promise<void>) {
  const child = spawn(process.execPath, [path, argument], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] })
  const line = child.stdio[file]
  if (!(line instanceof Duplex)) throw new Error('There is no line to the process')
  line.on('error', () => {})
  const lines = createInterface(line)
  // It has an error of its own for each of the line: a process that dies before it has read an answer resets it.
  lines.on('error', () => {})
  let heard = Promise.resolve()
  lines.on('line', (text) => {
    const told = toldSchema.parse(JSON.parse(text))
    heard = heard.then(() => hear(told, child)).then(() => void (isAwaited(told) && line.write('.')))
  })
  const ended = (once(child, 'close') as Promise<[number | null, string | null]>).then(([code, signal]) =>
    heard.then(() => ({ code, signal })),
  )
  return { child, ended }
}
