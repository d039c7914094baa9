/** A place in a text, both from 1. A new object each time somebody wants to go there. */
export type Place = { line: number; column: number }

/** The line that main's words begin with: "Line 3: …". Otherwise the first. */
export const lineNamedIn = (words: string): Place => ({ line: Number(/^Line (\d+)/.exec(words)?.[1] ?? 1), column: 1 })
