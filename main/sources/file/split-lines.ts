import { decode, longestPart, type Part, type Place, type Splitter, tooLong } from './part.ts'

const lineFeed = 0x0a

/** Each line that is not empty is a part. */
export function splitLines(from: Place): Splitter {
  let { position, line } = from
  let pieces: Uint8Array[] = []
  let held = 0
  let isTooLong = false

  function hold(piece: Uint8Array): void {
    position += piece.length
    held += piece.length
    if (held > longestPart) isTooLong = true
    if (isTooLong) pieces = []
    // A copy, so that a line that goes on does not keep its whole chunk.
    else if (piece.length > 0) pieces.push(Uint8Array.from(piece))
  }

  function endLine(ends: 0 | 1): Part[] {
    const read = isTooLong ? { problem: tooLong } : decode(pieces)
    const own = line
    position += ends
    line += ends
    pieces = []
    held = 0
    isTooLong = false
    if ('text' in read && read.text.trim() === '') return []
    return [{ line: own, end: position, endLine: line, ...read }]
  }

  return {
    push: (chunk) => {
      const parts: Part[] = []
      let at = 0
      for (let end = chunk.indexOf(lineFeed, at); end !== -1; end = chunk.indexOf(lineFeed, at)) {
        hold(chunk.subarray(at, end))
        parts.push(...endLine(1))
        at = end + 1
      }
      hold(chunk.subarray(at))
      return parts
    },
    finish: () => {
      const cut = { position: position - held, line }
      return held > 0 ? endLine(0).map((part) => ({ ...part, cut })) : []
    },
  }
}
