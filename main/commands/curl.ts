import type { Sent } from '../../preload/contract/outcome.ts'

/** Linux lets no single argument be longer than 128 KiB (MAX_ARG_STRLEN). */
const mostArgumentBytes = 100_000

/** Control characters and what else is not seen. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const toEscape = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * The request as a curl command for a POSIX shell, byte for byte. Its proxy and certificates are no part of it.
 * `--data-raw`: a body that begins with @ must not be taken for a file to send.
 */
export function curlOf({ method, url, headers, body }: Sent): string {
  const asArgument = !unseen.test(body) && Buffer.byteLength(body) <= mostArgumentBytes
  const command = [
    `curl --request ${word(method)} ${word(url)}`,
    // curl reads more than one URL into these.
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...headers.map(([name, value]) => `--header ${headerWord(name, value)}`),
    asArgument ? `--data-raw ${quote(body)}` : '--data-binary @-',
  ].join(' \\\n  ')
  return asArgument ? command : `printf '%b' ${quote(escapeText(body, 'utf8'))} | ${command}`
}

/** Header values leave as Latin-1; dots in place of a secret are none. An empty one curl sends for a semicolon only. */
function headerWord(name: string, value: string): string {
  const line = value === '' ? `${name};` : `${name}: ${value}`
  const beyondAscii = /[\x80-\xff]/.test(line) && !/[\u0100-\uffff]/.test(line)
  return beyondAscii ? printed(line, 'latin1') : word(line)
}

const word = (text: string): string => {
  if (unseen.test(text)) return printed(text, 'utf8')
  return /^[\w:./-]+$/.test(text) ? text : quote(text)
}

/** POSIX.1-2024, Shell Command Language 2.2.2: between single quotes each character stands for itself. */
const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

const printed = (text: string, encoding: 'utf8' | 'latin1') => `"$(printf '%b' ${quote(escapeText(text, encoding))})"`

/**
 * As `printf %b` reads it. SECURITY: a body comes from outside, and what is pasted into a terminal is typed there: Ctrl-C
 * or the end of a bracketed paste would leave the quotes, and what follows would be run.
 */
function escapeText(text: string, encoding: 'utf8' | 'latin1'): string {
  const found = encoding === 'latin1' ? /\\|[^ -~]/g : toEscape
  return text.replace(found, (char) => named[char] ?? octal(Buffer.from(char, encoding)))
}

const named: Partial<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const octal = (bytes: Buffer) => [...bytes].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('')
