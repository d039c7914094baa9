import type { Contender } from './contender.ts'
import { median } from './statistics.ts'

/**
 * Requests a second of each contender: after a warm-up the median of several rounds, one contender after the other in
 * each, so that what else the machine does hits all of them.
 */
export async function race(
  contenders: Record<string, Contender>,
  { requests, rounds }: { requests: number; rounds: number },
): Promise<Record<string, number>> {
  const rates: Record<string, number[]> = {}
  for (const contender of Object.values(contenders)) await contender.send(Math.ceil(requests / 4))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const begun = performance.now()
      await contender.send(requests)
      const rate = requests / ((performance.now() - begun) / 1000)
      ;(rates[name] ??= []).push(rate)
    }
  }
  return Object.fromEntries(Object.entries(rates).map(([name, found]) => [name, median(found)]))
}
