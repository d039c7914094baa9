/** "0 B", "812 B", "1.1 KB", "16 KB", "2.4 MB"; a KB is 1024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / (1024 * 1024), 'MB']
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`
}

/** How much of the most there may be: "1.2 of 28 KB", "812 B of 28 KB". */
export function formatPart(bytes: number, most: number): string {
  const [part, whole] = [formatBytes(bytes), formatBytes(most)]
  const [number = '', unit] = part.split(' ')
  return `${whole.endsWith(` ${unit}`) ? number : part} of ${whole}`
}

/** How long a text is once it is sent. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length
