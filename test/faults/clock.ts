import type { Part } from './part.ts'
import { type Plan, play } from './simulation/story.ts'

const second = 1000
const minute = 60 * second

const plan: Plan = {
  steps: [15, 40],
  weights: [
    [14, 'fire'],
    [3, 'burst'],
    [6, 'mood'],
    [8, 'sleep'],
    [3, 'nap'],
    [8, 'setClock'],
    [3, 'changeZone'],
    [5, 'unplug'],
    [2, 'blink'],
    [8, 'plugIn'],
    [2, 'enable'],
    [1, 'crash'],
    [2, 'breakProxy'],
  ],
  pauses: [0, 100, second, 10 * second, minute, 30 * minute],
}

/** Sleep, clocks that are set, time zones, cables that are pulled, long times offline: alone, and many of them. */
export const clock: Part = {
  name: 'clock',
  long: 1_000,
  short: 50,
  run: async (seed, say) => (await play(seed, plan, say)).broken,
}
