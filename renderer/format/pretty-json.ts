const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * JSON with line breaks and indents, every number and string as it was written: parsing and printing it anew would round
 * long numbers and drop doubled keys, and here exactness is the point. null where the text is no JSON object or list.
 */
export function prettyJson(text: string): string | null {
  if (!/^\s*[{[]/.test(text) || !isJson(text)) return null
  let out = ''
  let depth = 0
  let before = ''
  for (const [part] of text.matchAll(token)) {
    const opensBefore = before === '{' || before === '['
    const closes = part === '}' || part === ']'
    if (closes) depth -= 1
    // "{}" and "[]" stay on one line.
    if (closes ? !opensBefore : opensBefore || before === ',') out += `\n${'  '.repeat(depth)}`
    out += part === ':' ? ': ' : part
    if (part === '{' || part === '[') depth += 1
    before = part
  }
  return out
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
