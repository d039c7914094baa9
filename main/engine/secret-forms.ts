/** A secret in each form in which a receiver, or something in front of it, may echo it. */
export function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const escaped = json.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const utf8 = Buffer.from(secret, 'utf8')
  return [
    secret,
    json,
    // As PHP writes it.
    json.replaceAll('/', '\\/'),
    // As Python writes it.
    escaped,
    ...formsOfBytes(utf8),
    ...latin1FormsOf(secret, utf8),
  ]
}

/** Header values leave as Latin-1, and what comes back may be read as the other encoding. */
function latin1FormsOf(secret: string, utf8: Buffer): string[] {
  if (!/[\x80-\xff]/.test(secret) || /[^\0-\xff]/.test(secret)) return []
  const latin1 = Buffer.from(secret, 'latin1')
  return [...formsOfBytes(latin1), latin1.toString('utf8'), utf8.toString('latin1')]
}

function formsOfBytes(bytes: Buffer): string[] {
  const hex = bytes.toString('hex')
  const encoded = percentEncode(bytes)
  return [
    encoded,
    encoded.replace(/%../g, (code) => code.toLowerCase()),
    // As forms write it.
    encoded.replaceAll('%20', '+'),
    hex,
    hex.toUpperCase(),
    ...base64FormsOf(bytes),
  ]
}

/** Leaves what encodeURIComponent leaves. */
const percentEncode = (bytes: Buffer) =>
  bytes
    .toString('latin1')
    .replace(/[^\w.!~*'()-]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** By itself, and as part of a longer text in base64, such as `user:secret` of Basic authentication. */
function base64FormsOf(bytes: Buffer): string[] {
  const inside = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // The first and last characters hold bits of what stands around the secret as well.
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  const standard = [bytes.toString('base64'), ...inside]
  return [...standard, ...standard.map((text) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))]
}
