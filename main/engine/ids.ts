import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A ULID (48 bits of time, 80 random bits, Crockford base 32) behind a prefix, so ids sort by time. No dots. */
export function makeId(prefix: 'evt' | 'dlv' | 'test' | 'ntc', now: number): string {
  let bits = (BigInt(now) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`)
  let text = ''
  for (let place = 0; place < 26; place += 1) {
    text = `${alphabet[Number(bits & 31n)]}${text}`
    bits >>= 5n
  }
  return `${prefix}_${text}`
}
