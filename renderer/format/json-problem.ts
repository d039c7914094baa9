const space = /[ \t\r\n]*/y
const string = /"(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

/**
 * Where and why a text is no JSON, in words for whoever wrote it: "Line 3: a comma is missing, or the { is not closed."
 * null for JSON. JSON.parse decides; its own words are for programmers and often name no place.
 */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch {
    const [at, words] = findProblem(text)
    return `Line ${text.slice(0, at).split('\n').length}: ${words}`
  }
}

function findProblem(text: string): [at: number, words: string] {
  let at = 0
  /** The brackets that are open, without recursion: nesting may be as deep as the text is long. */
  const open: ('{' | '[')[] = []
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  const stringProblem = (): [number, string] => [
    at,
    'the text in quotes is not closed, or \\ stands before a wrong letter.',
  ]
  let expects: 'value' | 'name' | 'end' = 'value'
  let fresh = false

  for (;;) {
    skip(space)
    const char = text[at]
    const inside = open.at(-1)
    const close = inside === '{' ? '}' : ']'
    if (char === undefined && inside) return [at, `the text ends, but a ${inside} is not closed.`]
    if (char === undefined) return [at, 'there is nothing here; write at least {}.']
    const closes = char === close && inside !== undefined && (fresh || expects === 'end')

    if (closes) {
      at += 1
      open.pop()
      expects = 'end'
    } else if (expects === 'end') {
      if (!inside) return [at, `there is something after the end: ${char}`]
      if (char !== ',') return [at, `a comma is missing, or the ${inside} is not closed.`]
      at += 1
      expects = inside === '{' ? 'name' : 'value'
    } else if (expects === 'name') {
      if (char === close) return [at, `the comma before ${close} is one too many.`]
      if (char !== '"') return [at, 'a name in double quotes is expected here.']
      if (!skip(string)) return stringProblem()
      skip(space)
      if (text[at] !== ':') return [at, 'a colon is missing after the name.']
      at += 1
      expects = 'value'
    } else if (char === '{' || char === '[') {
      at += 1
      open.push(char)
      expects = char === '{' ? 'name' : 'value'
      fresh = true
      continue
    } else if (char === '"') {
      if (!skip(string)) return stringProblem()
      expects = 'end'
    } else if (char === close && inside === '[') {
      return [at, 'the comma before ] is one too many.']
    } else {
      if (!skip(scalar)) return [at, 'a value is expected here: text in double quotes, a number, true, false or null.']
      expects = 'end'
    }
    fresh = false
  }
}
