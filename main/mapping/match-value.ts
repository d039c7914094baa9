/**
 * Whether a value of the input is one that a mapping names: a text without regard to case and punctuation, with * for
 * anything, or for numbers a range such as 7-8.
 */
export function matches(pattern: string, value: string): boolean {
  const number = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null
  const [, low, high] = /^(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$/.exec(pattern.trim()) ?? []
  if (low !== undefined && high !== undefined) return number !== null && number >= Number(low) && number <= Number(high)
  return matchesWords(pattern.split('*').map(simplify), simplify(value))
}

// Dots within numbers and letters of all scripts stay; what tools write between words does not count.
const simplify = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** SECURITY: without a regular expression, so that no pattern and no input can make it slow. */
function matchesWords(pieces: readonly string[], text: string): boolean {
  const [first = '', ...rest] = pieces
  const last = rest.at(-1)
  if (last === undefined) return first !== '' && text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of rest.slice(0, -1)) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
