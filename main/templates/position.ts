/** Line and column, both from 1, of an offset in this text. Columns count UTF-16 units, as an editor's do. */
export function positionsIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length)
  return (offset) => {
    const line = Math.max(1, starts.findLastIndex((start) => start <= offset) + 1)
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 }
  }
}
