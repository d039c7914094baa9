import type { SigmaLine } from '../../../preload/contract/rule.ts'

/** Says what became of the lines a part of a Sigma rule stands on. */
export type Note = (at: Place, fate: SigmaLine['fate'], says: string) => void

/** Offsets in the text: where a part begins, and where it ends. */
export type Place = readonly [from: number, to: number]
