import { formsOf } from './secret-forms.ts'

const dots = '••••'

/** Shorter values would blank out half of every text. */
const shortest = 6

/** Headers whose values are never shown, whoever set them. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|.*(api-?key|token|secret|password).*)$/i

/** Longest form of any secret, in bytes: a text cut off somewhere needs as many more, so that none is cut in two. */
export type Redactor = { redact: (text: string, limit?: number) => string; longest: number }

/**
 * Replaces these secrets in a text by dots, in each form a receiver may echo them, also where two of them overlap.
 * `limit`: what begins after so many characters is dropped; a secret that lies across the limit becomes dots as a whole.
 */
export function makeRedactor(secrets: string[]): Redactor {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf))]
  const longest = forms.reduce((most, form) => Math.max(most, Buffer.byteLength(form)), 0)
  if (forms.length === 0) return { redact: (text, limit = text.length) => text.slice(0, limit), longest }
  // Longest first: the first alternative that fits is the one taken.
  forms.sort((a, b) => b.length - a.length)
  const any = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('|')
  const found = new RegExp(any)
  // Looks ahead without moving on, so that a secret is found that begins inside another one.
  const everywhere = new RegExp(`(?=(${any}))`, 'g')
  return {
    // Nearly every text has none, and is done after the first look.
    redact: (text, limit = text.length) =>
      found.test(text) ? blankOut(text, everywhere, limit) : text.slice(0, limit),
    longest,
  }
}

function blankOut(text: string, everywhere: RegExp, limit: number): string {
  let shown = ''
  /** The end of what is shown or blanked out so far. */
  let end = 0
  for (const { index, 1: form = '' } of text.matchAll(everywhere)) {
    if (index >= limit) break
    if (index >= end) shown += text.slice(end, index) + dots
    end = Math.max(end, index + form.length)
  }
  return shown + text.slice(end, Math.max(end, limit))
}

export function redactHeaders(headers: [string, string][], redact: Redactor['redact']): [string, string][] {
  return headers.map(([name, value]) => [name, secretHeaders.test(name) ? dots : redact(value)])
}
