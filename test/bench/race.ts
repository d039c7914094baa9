import type { Contender } from './contender.ts'
import { median } from './statistics.ts'

export type Rates = {
  /** Requests a second: the median of the rounds. */
  of: (name: string) => number
  /** How many times faster the one is than the other: the median of what each round says. */
  ratio: (one: string, other: string) => number
}

/**
 * Lets contenders send in several rounds, one after the other in each, so that what else the machine does hits all of
 * them; before, each warms up for a round, as an app that runs all day is warm.
 */
export async function race(
  contenders: Record<string, Contender>,
  { requests, rounds }: { requests: number; rounds: number },
): Promise<Rates> {
  const rates = new Map<string, number[]>()
  const ratesOf = (name: string) => rates.get(name) ?? []
  for (const contender of Object.values(contenders)) await contender.send(requests)
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const begun = performance.now()
      await contender.send(requests)
      rates.set(name, [...ratesOf(name), requests / ((performance.now() - begun) / 1000)])
    }
  }
  return {
    of: (name) => median(ratesOf(name)),
    ratio: (one, other) => median(ratesOf(one).map((rate, round) => rate / (ratesOf(other)[round] ?? Number.NaN))),
  }
}
