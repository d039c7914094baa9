/** "0 B", "812 B", "1.1 KB", "16 KB", "2.4 MB"; a KB is 1024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / (1024 * 1024), 'MB']
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`
}

/** How long a text is once it is sent. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length
