/**
 * True where `input` is at most `mostBytes`, roughly as JSON. Stops counting at the limit, so a huge or circular input
 * costs no more than a fitting one.
 */
export function isWithin(input: unknown, mostBytes: number): boolean {
  const waiting: unknown[] = [input]
  let bytes = 0
  while (waiting.length > 0) {
    const value = waiting.pop()
    bytes += 4
    if (typeof value === 'string') bytes += value.length
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) bytes += value.byteLength
    else if (value instanceof Map || value instanceof Set) return false
    else if (typeof value === 'object' && value !== null) {
      // Item by item: Object.entries of an endless list would be built whole before it is counted.
      for (const key in value) {
        if (!Object.hasOwn(value, key)) continue
        bytes += key.length + 4
        if (bytes > mostBytes) return false
        waiting.push(Reflect.get(value, key))
      }
    }
    if (bytes > mostBytes) return false
  }
  return true
}
