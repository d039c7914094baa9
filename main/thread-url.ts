/**
 * Where the code of a thread is: built, each is a file of its own beside this one; from source, `path` is its path in
 * this folder without the ending.
 */
export function threadUrl(path: string): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`./${path}.ts`, import.meta.url)
  return new URL(`./${path.slice(path.lastIndexOf('/') + 1)}.js`, import.meta.url)
}
