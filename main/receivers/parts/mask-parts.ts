export const dots = '••••'

// SECURITY: the other way round (what looks like a key is hidden) would show each key of a form nobody thought of.
/** `event`, `Event` or `sendEvent`; in capitals only what is too short for an id. */
const cased = /^([A-Z]?[a-z]+([A-Z][a-z]{2,}){0,3}|[A-Z]{1,4})$/
/** Five consonants in a row, `q` without `u`, `jk`, `vt`: in hardly a word, but in most random letters. */
const unspeakable = /[bcdfghj-np-tv-xz]{5}|q[^u]|[jv][bcdfghj-np-tv-xz]/i
const isWord = (text: string) => text.length <= 20 && cased.test(text) && (text.length <= 4 || !unspeakable.test(text))
const isVersion = (text: string) => /^v\d{1,3}(\.\d{1,3})?$/.test(text)

/** A name somebody chose: words with `-`, `_` or `.` between them. Everything else may be the key. */
export function isPlain(part: string): boolean {
  const words = part.split(/[-_.]/)
  return part === '' || isVersion(part) || (words.length <= 5 && words.every(isWord))
}

/**
 * What is no key, though it doesn't look like a word. `path`: the stretch of the path that it matches, from slash to slash;
 * before and behind it a key may stand. `parameters`: names of those with a value that is none.
 */
type Known = { path?: RegExp; parameters?: readonly string[] }

/** The URL with dots for each part of its path or query that may be a key. */
export function maskUrl(url: URL, { path, parameters = [] }: Known = {}): string {
  const { pathname } = url
  const known = path?.exec(pathname) ?? { 0: '', index: 0 }
  const masked =
    maskPath(pathname.slice(0, known.index)) + known[0] + maskPath(pathname.slice(known.index + known[0].length))
  const query = Array.from(url.searchParams)
    // `?key` alone is a name without a value, and the secret itself.
    .map(([name, value]) => `${isPlain(name) ? name : dots}=${parameters.includes(name) ? value : dots}`)
    .join('&')
  return `${url.origin}${masked}${query === '' ? '' : `?${query}`}`
}

const maskPath = (path: string) =>
  path
    .split('/')
    .map((part) => (isPlain(part) ? part : dots))
    .join('/')
