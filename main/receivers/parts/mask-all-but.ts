import { dots } from './mask-parts.ts'

/** The URL with dots for each part of its path that is none of these words, and for every value of its query. */
export function maskAllBut(url: URL, words: readonly string[]): string {
  const show = (part: string) => (part === '' || words.includes(part) ? part : dots)
  const path = url.pathname.split('/').map(show).join('/')
  const query = Array.from(url.searchParams.keys(), (name) => `${show(name)}=${dots}`).join('&')
  return `${url.origin}${path}${query === '' ? '' : `?${query}`}`
}
