/** A place in a text, both from 1. A new object each time somebody wants to go there. */
export type Place = { line: number; column: number }

/** Main's words begin with the line where they are about one: "Line 3: …". */
export function lineNamedIn(words: string): number | null {
  const line = /^Line (\d+): /.exec(words)?.[1]
  return line === undefined ? null : Number(line)
}

/** Why it was not saved or tested; what is wrong in a line stands with the problems already. */
export function refusedWords(words: string): string {
  const line = lineNamedIn(words)
  return line === null ? words : `The template has an error in line ${line}. Correct it first.`
}
