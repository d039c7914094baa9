/** A header's value, and each part of it that a receiver may name by itself: all of that is as secret as the whole. */
export function secretsInHeader(value: string): string[] {
  const words = value.split(/\s+/)
  return [
    value,
    // "Bearer abc": the token.
    ...words.slice(1),
    ...words.flatMap(userAndPassword),
    ...namedValues(value),
  ]
}

/** What Basic authentication (RFC 7617), and some keys made like it, hold in base64: `user:password`. */
function userAndPassword(word: string): string[] {
  if (!/^[\w+/-]{4,}={0,2}$/.test(word)) return []
  const bytes = Buffer.from(word, 'base64')
  const utf8 = bytes.toString('utf8')
  const text = utf8.includes('\ufffd') ? bytes.toString('latin1') : utf8
  const colon = text.indexOf(':')
  return colon === -1 || /\p{Cc}/u.test(text) ? [] : [text, text.slice(colon + 1)]
}

/** `token="abc"`, `key=abc`: the values, as parameters of HTTP authentication are written (RFC 9110 §11.2). */
function namedValues(value: string): string[] {
  const named = value.matchAll(/=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,;]+))/g)
  return [...named].map(([, quoted, single, plain = '']) => quoted?.replace(/\\(.)/g, '$1') ?? single ?? plain)
}
