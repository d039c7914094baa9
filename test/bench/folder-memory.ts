import { closeSync, openSync, writeSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { alwaysUp, noProxies, systemClock } from '../../main/engine/effects.ts'
import { openEngine } from '../../main/engine/open.ts'
import { openLedger } from '../../main/ledger/open.ts'
import { openFolderSource } from '../../main/sources/folder/source.ts'
import { settingsSchema } from '../../preload/contract/settings.ts'
import { secrets } from '../support/plain-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'

// How much memory one big file in the watched folder takes, and for how long anything else waits for it.
// `node test/bench/folder-memory.ts` takes 256 MB; `… 2048` 2 GB; `… 2048 list` as one JSON list.

const megabytes = Number(process.argv[2] ?? 256)
const isList = process.argv[3] === 'list'
const inMegabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)

using temp = makeTempDir()
const watched = join(temp.path, 'watched')
mkdirSync(watched)
const lines = writeBig(join(watched, isList ? 'big.json' : 'big.ndjson'))

const ledger = openLedger({ path: join(temp.path, 'ledger.sqlite'), onCommit: () => {} })
const log = { info: () => {}, warn: () => {}, error: (what: string, error: unknown) => console.error(what, error) }
const engine = openEngine({
  ledger,
  clock: systemClock,
  secrets,
  send: () => Promise.reject(new Error('nothing is sent here')),
  dropIdle: () => {},
  network: alwaysUp,
  proxies: noProxies,
  random: Math.random,
  settings: () => settingsSchema.parse({}).delivery,
  log,
})
engine.start()
const source = openFolderSource({ intake: engine, files: ledger.files, clock: systemClock, log, changed: () => {} })
source.follow({ on: true, path: watched, mapping: null })

const before = process.memoryUsage.rss()
const delay = monitorEventLoopDelay({ resolution: 5 })
let begun = 0
let most = before
let next = 0
delay.enable()
for (let { files } = source.view(); files.done + files.failed === 0; files = source.view().files) {
  const { taking } = source.view()
  if (taking && begun === 0) begun = performance.now()
  most = Math.max(most, process.memoryUsage.rss())
  const percent = taking ? Math.floor((taking.bytes / taking.size) * 100) : 0
  if (percent >= next && taking) {
    console.log(`${String(percent).padStart(3)} %  RSS ${inMegabytes(process.memoryUsage.rss())} MB`)
    next = percent + 10
  }
  await wait(50)
}
const seconds = (performance.now() - begun) / 1000
delay.disable()
const { counters } = source.view()
console.log(
  `${megabytes} MB, ${lines} events: ${seconds.toFixed(1)} s, ${Math.round(lines / seconds)} events/s; ` +
    `RSS ${inMegabytes(before)} MB before, ${inMegabytes(most)} MB at most; ` +
    `event loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, at most ${(delay.max / 1e6).toFixed(1)} ms`,
)
if (counters.accepted !== lines) throw new Error(`${counters.accepted} of ${lines} events were taken`)
await source.close()
await engine.close(0)
ledger.close()

function writeBig(path: string): number {
  const file = openSync(path, 'w')
  const filler = 'x'.repeat(900)
  let count = 0
  if (isList) writeSync(file, '[')
  for (let written = 0; written < megabytes * 1024 * 1024;) {
    let text = ''
    for (let batch = 0; batch < 1000; batch += 1, count += 1) {
      const event = JSON.stringify({ type: 'security.high', severity: 'high', title: `Event ${count}`, filler })
      text += isList ? `${count === 0 ? '' : ',\n'}${event}` : `${event}\n`
    }
    writeSync(file, text)
    written += text.length
  }
  if (isList) writeSync(file, ']')
  closeSync(file)
  return count
}
