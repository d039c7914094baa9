/** A secret in each form in which a receiver, or something in front of it, may echo it. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const encoded = encodeURIComponent(secret.toWellFormed())
  const json = JSON.stringify(secret).slice(1, -1)
  const escaped = json.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const hex = bytes.toString('hex')
  return [
    secret,
    encoded,
    encoded.replace(/%../g, (code) => code.toLowerCase()),
    // As forms write it.
    encoded.replaceAll('%20', '+'),
    json,
    // As PHP writes it.
    json.replaceAll('/', '\\/'),
    // As Python writes it.
    escaped,
    hex,
    hex.toUpperCase(),
    ...base64FormsOf(bytes),
  ]
}

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
