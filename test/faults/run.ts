import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Part } from './part.ts'
import { parts } from './parts.ts'

/**
 * `npm run faults` runs every part at its long count, over all cores. `-- <part>` runs one, `-- <part> 1-500` those
 * seeds of it, `-- <part> 1234` replays a single seed and tells what happens. Exits with 1 where a rule was broken.
 */
const [name, seeds] = process.argv.slice(2)
const asked = name === undefined ? parts : parts.filter((part) => part.name === name)
if (asked.length === 0) {
  console.error(`There is no part ${name}. There are: ${parts.map((part) => part.name).join(', ')}`)
  process.exit(2)
}

let failed = false
for (const part of asked) {
  const reason = part.leftOut?.() ?? null
  if (reason !== null) {
    console.log(`${part.name.padEnd(12)} left out: ${reason}`)
    continue
  }
  if (seeds !== undefined && /^\d+$/.test(seeds)) await replay(part, Number(seeds))
  else await runAll(part, rangeOf(part))
}
process.exitCode = failed ? 1 : 0

function rangeOf(part: Part): [number, number] {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(seeds ?? '') ?? []
  return first === undefined ? [1, part.long] : [Number(first), Number(last)]
}

async function replay(part: Part, seed: number): Promise<void> {
  const broken = await part.run(seed, (line) => console.log(line))
  for (const what of broken) console.log(`seed ${seed}: ${what}`)
  console.log(broken.length === 0 ? `${part.name} ${seed}: every rule held` : `${part.name} ${seed}: failed`)
  failed ||= broken.length > 0
}

async function runAll(part: Part, [first, last]: [number, number]): Promise<void> {
  const begun = performance.now()
  const step = Math.max(1, Math.min(availableParallelism(), last - first + 1))
  const results = await Promise.all(
    Array.from({ length: step }, (_, offset) => runSome(part, first + offset, last, step)),
  )
  const ran = results.reduce((sum, result) => sum + result.ran, 0)
  const bad = results.reduce((sum, result) => sum + result.bad, 0)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`${part.name.padEnd(12)} ${ran} runs  ${seconds} s  ${bad} failed`)
  failed ||= bad > 0
}

/** Every `step`th seed in a process of its own. */
async function runSome({ name: part }: Part, first: number, last: number, step: number) {
  const child = fork(fileURLToPath(new URL('run-seeds.ts', import.meta.url)), [part, first, last, step].map(String))
  let ran = 0
  let bad = 0
  child.on('message', ({ seed, broken }: { seed: number; broken: string[] }) => {
    ran += 1
    if (broken.length > 0) bad += 1
    for (const what of broken) console.log(`seed ${seed}: ${what}`)
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) {
    bad += 1
    console.log(`seed ${first + ran * step}: the process ended with ${code ?? 'a signal'}`)
  }
  return { ran, bad }
}
