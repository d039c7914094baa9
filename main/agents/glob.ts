/**
 * Whether a pattern fits the whole text: `*` stands for any letters, `?` for one; capitals do not matter.
 * SECURITY: compared letter by letter, in at most pattern × text steps; as a regular expression some would take for ever.
 */
export function fits(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()]
  let at = 0
  let star = -1
  /** Where what the last star stands for ends. */
  let starEnd = 0
  let position = 0
  while (position < given.length) {
    if (wanted[at] === '*') {
      star = at
      starEnd = position
      at += 1
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[position])) {
      at += 1
      position += 1
    } else if (star >= 0) {
      at = star + 1
      starEnd += 1
      position = starEnd
    } else return false
  }
  while (wanted[at] === '*') at += 1
  return at === wanted.length
}
