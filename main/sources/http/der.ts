/** One value of DER (X.690): tag, length, content. */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.of(tag), lengthOf(body), body])
}

function lengthOf({ length }: Uint8Array): Buffer {
  if (length < 0x80) return Buffer.of(length)
  if (length < 0x100) return Buffer.of(0x81, length)
  return Buffer.of(0x82, length >> 8, length & 0xff)
}

export const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
export const set = (...parts: Uint8Array[]) => der(0x31, ...parts)
/** Big-endian; its first bit must not be set, for it would be negative. */
export const integer = (bytes: Uint8Array) => der(0x02, bytes)
export const bitString = (bytes: Uint8Array, unusedBits = 0) => der(0x03, Buffer.of(unusedBits), bytes)
export const octetString = (bytes: Uint8Array) => der(0x04, bytes)
export const utf8String = (text: string) => der(0x0c, Buffer.from(text))
export const yes = der(0x01, Buffer.of(0xff))
/** Explicitly tagged: [0], [3]. */
export const tagged = (number: number, content: Uint8Array) => der(0xa0 + number, content)
/** `hex`: the content, as the arcs encode to. */
export const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))

/** RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from then on; to the second, UTC. */
export function time(at: Date): Buffer {
  const digits = `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits))
}
