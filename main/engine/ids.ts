import { randomUUID } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A ULID (48 bits of time, 80 random bits, Crockford base 32) behind a prefix, so ids sort by time. No dots. */
export function makeId(prefix: 'evt' | 'dlv' | 'test' | 'ntc' | 'fnd', now: number): string {
  // Of a UUID, which Node makes from random bytes it has in store, the digits that are random: 8, and the last 12.
  const uuid = randomUUID()
  const digits = uuid.slice(0, 8) + uuid.slice(24)
  return `${prefix}_${letters(now, 10)}${[0, 5, 10, 15].map((at) => lettersOf(digits.slice(at, at + 5))).join('')}`
}

/** 20 bits, given as 5 hexadecimal digits, are 4 letters. */
const lettersOf = (digits: string) => letters(Number.parseInt(digits, 16), 4)

function letters(value: number, count: number): string {
  let text = ''
  for (let left = value; text.length < count; left = Math.floor(left / 32)) text = `${alphabet[left % 32]}${text}`
  return text
}
