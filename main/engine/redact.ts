const dots = '••••'

/** Shorter values would blank out half of every text. */
const shortest = 6

/** Headers whose values are never shown, whoever set them. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|.*(api-?key|token|secret|password).*)$/i

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const json = JSON.stringify(secret).slice(1, -1)
  return [
    secret,
    encodeURIComponent(secret),
    json,
    // As PHP writes it.
    json.replaceAll('/', '\\/'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
}

/** Answers a function that replaces these secrets in a text by dots, in each form a receiver may echo them. */
export function makeRedactor(secrets: string[]): (text: string) => string {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf))]
  forms.sort((a, b) => b.length - a.length)
  return (text) => forms.reduce((shown, form) => shown.replaceAll(form, dots), text)
}

export function redactHeaders(headers: [string, string][], redact: (text: string) => string): [string, string][] {
  return headers.map(([name, value]) => [name, secretHeaders.test(name) ? dots : redact(value)])
}
