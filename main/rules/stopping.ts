import { measured } from './pace.ts'

/** Why a rule was stopped, and what to do, for the analyst. */
export const slowWords = (ms: number): string =>
  `It was too slow: its last ${measured} events took ${Math.round(ms)} ms. Ask fewer fields, above all not “Any field”, then enable it.`

export const threwWords = (error: unknown): string =>
  `It failed: ${(error instanceof Error ? error.message : String(error)).slice(0, 300)} Edit its conditions, then enable it.`

export const unreadableWords = 'What is stored of it can’t be read. Edit it, and save it anew.'
