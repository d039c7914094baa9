/** Thrown inside the connecting files only; openConnect turns it into a value. */
export class ConnectError extends Error {
  readonly code: string
  /** The address it is about, where it is about one. */
  readonly address: string | null

  constructor(code: string, address: string | null = null) {
    super(code)
    this.code = code
    this.address = address
  }
}

/** Node's code, or ours; empty where the error has none. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return mostTelling(error.errors.map(codeOf))
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

// Of the addresses of a name, some may not be reachable from here at all; what the others say tells more.
const unreachable = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ENETDOWN', 'EHOSTDOWN', ''])
const mostTelling = (codes: string[]) =>
  codes.find((code) => code === 'ECONNREFUSED') ?? codes.find((code) => !unreachable.has(code)) ?? codes[0] ?? ''
