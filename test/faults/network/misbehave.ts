import type { Connection } from './faulty-receiver.ts'

/** Writes a text up to somewhere in it, and then what is to follow. */
export function halfOf(text: string, connection: Connection, then: (connection: Connection) => void): void {
  const length = connection.chance.between(1, text.length - 1)
  // In a turn of its own, so that what was written is there before the connection is not.
  connection.tls.write(text.slice(0, length), () => setImmediate(then, connection))
}

/** Writes on and on, as fast as it is taken, or so often; until nobody listens. */
export function endlessly(
  { tls }: Connection,
  { first, more, everyMs }: { first: string; more: string; everyMs?: number },
): void {
  const write = (): void => {
    if (tls.destroyed || !tls.writable) return
    if (everyMs !== undefined) {
      tls.write(more)
      setTimeout(write, everyMs)
    } else if (tls.write(more)) setImmediate(write)
    else tls.once('drain', write)
  }
  tls.write(first)
  write()
}
