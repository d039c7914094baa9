/** As much of a text as fits into so many bytes of UTF-8; no character is cut in two. */
export function firstBytes(text: string, most: number): string {
  // A character is three bytes at most, so a short text need not be measured.
  if (text.length * 3 <= most) return text
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= most) return text
  let end = most
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
