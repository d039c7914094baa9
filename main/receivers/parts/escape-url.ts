/** A value as it may stand where a URL is expected: an http(s) URL as parsers write it, or else a part of one. */
export function escapeUrl(text: string): string {
  const url = URL.parse(text)
  // SECURITY: a link in a message must not start a script or a program, nor carry markup.
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : encodeURIComponent(text)
}
