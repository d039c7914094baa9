import { expect, test } from 'vitest'
import type { Part } from './part.ts'

/** The short form of a part, for `npm test`. */
export function testShortForm(
  { name, short, run, leftOut, atOnce = 1 }: Part,
  { from = 1, to = short, timeout = 120_000 } = {},
): void {
  const reason = leftOut?.() ?? null
  if (reason !== null) {
    test.skip(`${name}, left out: ${reason}`)
    return
  }
  test(`${name}: seeds ${from} to ${to} break no rule`, { timeout }, async () => {
    const broken: string[] = []
    let next = from
    const runSome = async () => {
      while (next <= to) {
        const seed = next++
        for (const what of await run(seed)) broken.push(`seed ${seed}: ${what}`)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, runSome))
    expect(broken, `npm run faults -- ${name} <seed> replays one`).toEqual([])
  })
}
