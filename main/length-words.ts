/** "5 min 10 s" of a time in ms: for messages that are read elsewhere, so to the second. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const words = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`]))
  return words.length === 0 ? '0 s' : words.join(' ')
}
