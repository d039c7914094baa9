/** Which row a key leads to, or null where it is no key of a list. */
export function stepTo(key: string, from: number, count: number, page: number): number | null {
  const last = count - 1
  const within = (index: number) => Math.min(last, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
      return within(from + 1)
    case 'ArrowUp':
      return within(from - 1)
    case 'PageDown':
      return within(from + page)
    case 'PageUp':
      return within(from - page)
    case 'Home':
      return 0
    case 'End':
      return within(last)
    default:
      return null
  }
}
