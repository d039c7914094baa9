/** Chance that follows from a seed: the same seed makes the same choices. */
export type Chance = ReturnType<typeof makeChance>

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, 0 up to 1. */
export function makeRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function makeChance(seed: number) {
  const random = makeRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  return {
    random,
    pick,
    /** True with this probability. */
    maybe: (probability: number) => random() < probability,
    /** A whole number from `from` to `to`, both included. */
    between: (from: number, to: number) => from + Math.floor(random() * (to - from + 1)),
    /** One of these, each as likely as its weight. */
    weighted: <T>(choices: readonly (readonly [number, T])[]): T => {
      let left = random() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, choice] of choices) if ((left -= weight) < 0) return choice
      return choices.at(-1)![1]
    },
  }
}
