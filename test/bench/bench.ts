import { cpus, totalmem, type } from 'node:os'
import type { Target } from './part.ts'
import { parts } from './parts.ts'

// `npm run bench`: everything side by side in one run, for machines are noisy and only ratios compare.
// `npm run bench -- throughput latency` runs those parts.

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

const gigabytes = Math.round(totalmem() / 2 ** 30)
console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${gigabytes} GB, ${type()}, Node ${process.versions.node}`,
)
const targets: Target[] = []
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const begun = performance.now()
  const found = await part.measure(1)
  console.log(`\n${name}: ${part.title} (${Math.round((performance.now() - begun) / 1000)} s)`)
  console.table(found.rows)
  for (const note of found.notes) console.log(`  ${note}`)
  targets.push(...found.targets)
}
console.log('\nto reach')
console.table(
  Object.fromEntries(
    targets.map(({ what, want, got, reached }) => [what, { want, got, result: reached ? 'reached' : 'not reached' }]),
  ),
)
