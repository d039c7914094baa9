import { parts } from './parts.ts'

/** The seeds one process runs: `node run-seeds.ts <part> <first> <last> <step>`. Each seed's end is sent to the parent. */
const [name, first, last, step] = process.argv.slice(2)
const part = parts.find((other) => other.name === name)
if (!part || !process.send) throw new Error('Started by test/faults/run.ts only.')

for (let seed = Number(first); seed <= Number(last); seed += Number(step)) {
  let broken: string[]
  try {
    broken = await part.run(seed)
  } catch (error) {
    broken = [`the run itself: ${error instanceof Error ? error.stack : String(error)}`]
  }
  process.send({ seed, broken })
}
// What lives that ended in a crash still wait for keeps nobody waiting.
process.once('disconnect', () => process.exit())
process.disconnect()
