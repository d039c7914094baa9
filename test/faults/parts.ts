import type { Part } from './part.ts'

/** All that `npm run faults` runs, in this order. */
export const parts: Part[] = []
