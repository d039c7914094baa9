import type { Part } from './part.ts'
import { simulation } from './simulation.ts'

/** All that `npm run faults` runs, in this order. */
export const parts: Part[] = [simulation]
