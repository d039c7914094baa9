import { expect, test } from 'vitest'
import type { Part } from './part.ts'

/** The short form of a part, for `npm test`. */
export function testShortForm(
  { name, short, run, leftOut }: Part,
  { from = 1, to = short, timeout = 120_000 } = {},
): void {
  const reason = leftOut?.() ?? null
  if (reason !== null) {
    test.skip(`${name}, left out: ${reason}`)
    return
  }
  test(`${name}: seeds ${from} to ${to} break no rule`, { timeout }, async () => {
    const broken: string[] = []
    for (let seed = from; seed <= to; seed += 1) {
      for (const what of await run(seed)) broken.push(`seed ${seed}: ${what}`)
    }
    expect(broken, `npm run faults -- ${name} <seed> replays one`).toEqual([])
  })
}
