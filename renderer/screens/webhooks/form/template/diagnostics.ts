import type { Diagnostic } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { TemplateProblem } from '../../../../../preload/contract/template.ts'
import type { Place } from './places.ts'

/** A line or column that is no longer there gives the nearest that is: the text may have changed since. */
export function offsetOf(doc: Text, { line, column }: Place): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines))
  return Math.min(from + Math.max(column, 1) - 1, to)
}

/** What is marked: the word the problem stands at, else one character. */
const word = /[\p{L}\p{N}_$@.-]+|./uy

export const diagnosticsOf = (doc: Text, problems: readonly TemplateProblem[]): Diagnostic[] =>
  problems.map(({ severity, message, ...place }) => {
    const from = offsetOf(doc, place)
    const line = doc.lineAt(from)
    word.lastIndex = from - line.from
    return { severity, message, from, to: from + (word.exec(line.text)?.[0].length ?? 0) }
  })
