import { decode, endsEarly, longestPart, type Part, type Place, type Splitter, tooLong } from './part.ts'

const code = (char: string) => char.charCodeAt(0)
const [lineFeed, quote, backslash, comma] = [code('\n'), code('"'), code('\\'), code(',')]
const [openList, closeList, openObject, closeObject] = [code('['), code(']'), code('{'), code('}')]
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Where the reading stands: between two values, within one, or behind the end of the list. */
type Where = 'between' | 'within' | 'behind'

/**
 * Each value of a JSON list is a part, or, where there is no list, each of the values one after the other. Looks at
 * brackets and quotes only: whether a part is JSON, who reads it finds out. `from` may be between any two values.
 */
export function splitValues(from: Place, isList: boolean): Splitter {
  let { position, line } = from
  let where: Where = 'between'
  let depth = 0
  let inText = false
  let escaped = false
  /** Where the value begins that is being read. */
  let begin = from
  let pieces: Uint8Array[] = []
  let held = 0
  let complained = false

  function hold(piece: Uint8Array): void {
    held += piece.length
    if (held > longestPart) pieces = []
    else pieces.push(Uint8Array.from(piece))
  }

  function endPart(): Part {
    const read = held > longestPart ? { problem: tooLong } : decode(pieces)
    pieces = []
    held = 0
    where = 'between'
    return { line: begin.line, end: position, endLine: line, ...read }
  }

  const complain = (problem: string): Part => ({ line, end: position, endLine: line, problem })

  /** Whether the value ends with this byte. A value that is no list, object or text ends before what separates. */
  function step(byte: number): 'goes on' | 'ends' | 'ends before' {
    if (inText) {
      if (escaped) escaped = false
      else if (byte === backslash) escaped = true
      else if (byte === quote) {
        inText = false
        return depth === 0 ? 'ends' : 'goes on'
      }
      return 'goes on'
    }
    if (byte === quote) inText = true
    else if (byte === openObject || byte === openList) depth += 1
    else if (byte === closeObject || byte === closeList) {
      if (depth === 0) return 'ends before'
      depth -= 1
      if (depth === 0) return 'ends'
    } else if (depth === 0 && (isSpace(byte) || byte === comma)) return 'ends before'
    return 'goes on'
  }

  function push(chunk: Uint8Array): Part[] {
    const parts: Part[] = []
    const base = position
    let start = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0
      if (where === 'within') {
        const end = step(byte)
        if (end !== 'goes on') {
          const behind = end === 'ends' ? at + 1 : at
          hold(chunk.subarray(start, behind))
          position = base + behind
          parts.push(endPart())
          if (end === 'ends') continue
        }
      }
      position = base + at + 1
      if (byte === lineFeed) line += 1
      if (where === 'within' || isSpace(byte)) continue
      if (where === 'behind') {
        if (!complained) parts.push(complain('There is more behind the end of the list. It was not read.'))
        complained = true
      } else if (isList && byte === closeList) where = 'behind'
      else if (!(isList && byte === comma)) {
        where = 'within'
        begin = { position: base + at, line }
        start = at
        inText = byte === quote
        escaped = false
        depth = byte === openObject || byte === openList ? 1 : 0
      }
    }
    if (where === 'within') hold(chunk.subarray(start))
    position = base + chunk.length
    return parts
  }

  return {
    push,
    finish: () => {
      if (where === 'within')
        return [
          {
            ...complain(`${endsEarly} within the value that begins on line ${begin.line}.`),
            line: begin.line,
            cut: begin,
          },
        ]
      if (!isList || where === 'behind') return []
      return [{ ...complain(`${endsEarly} before the ] of its list.`), cut: { position, line } }]
    },
  }
}
