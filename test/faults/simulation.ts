import type { Part } from './part.ts'
import { type Plan, play } from './simulation/story.ts'

const second = 1000
const minute = 60 * second

const plan: Plan = {
  steps: [15, 50],
  weights: [
    [20, 'fire'],
    [4, 'burst'],
    [2, 'fireAgain'],
    [3, 'add'],
    [3, 'edit'],
    [3, 'disable'],
    [2, 'flicker'],
    [6, 'enable'],
    [2, 'remove'],
    [3, 'restore'],
    [1, 'test'],
    [3, 'sendHeld'],
    [1, 'dismissHeld'],
    [3, 'redeliver'],
    [1, 'redeliverFailed'],
    [2, 'cancel'],
    [1, 'changeSteps'],
    [1, 'look'],
    [12, 'mood'],
    [3, 'crash'],
    [2, 'breakProxy'],
    [1, 'lockKeyring'],
    [2, 'crashInsideClaim'],
    [3, 'crashAtAnswer'],
    [3, 'fillDisk'],
    [2, 'unplug'],
    [1, 'blink'],
    [4, 'plugIn'],
    [2, 'sleep'],
    [2, 'setClock'],
  ],
  pauses: [0, 0, 100, second, 10 * second, minute, 15 * minute],
}

/** The whole engine under everything at once, on clocks, receivers and a network that are made up. */
export const simulation: Part & { play: (seed: number) => ReturnType<typeof play> } = {
  name: 'simulation',
  long: 20_000,
  short: 500,
  play: (seed) => play(seed, plan),
  run: async (seed, say) => (await play(seed, plan, say)).broken,
}
