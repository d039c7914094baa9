import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from '../evidence.ts'

export const secretsStaySecret: Rule = {
  name: 'no secret in a file or a message',
  check: ({ folder, secrets, page, log = [] }) => {
    const forms = secrets.flatMap((secret) => formsOf(secret).map((form) => ({ ...form, secret })))
    const inText = (text: string, where: string) =>
      forms
        .filter(({ bytes }) => text.includes(bytes))
        .map(({ how, secret }) => `${secret.slice(0, 4)}… stands ${how} in ${where}`)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return [
      // Each byte one character, so that text and bytes are searched the same way.
      ...files.flatMap(({ parentPath, name }) => inText(readFileSync(join(parentPath, name), 'latin1'), name)),
      ...page.flatMap((message) => inText(Buffer.from(message, 'utf8').toString('latin1'), 'a message to the page')),
      ...log.flatMap((line) => inText(Buffer.from(line, 'utf8').toString('latin1'), 'the log')),
    ]
  },
}

/** A secret as it may stand somewhere, in latin1 characters. */
function formsOf(secret: string): { how: string; bytes: string }[] {
  const bytes = Buffer.from(secret, 'utf8')
  const forms: [string, string][] = [
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in hex', bytes.toString('hex')],
    ['in hex', bytes.toString('hex').toUpperCase()],
    // Inside a longer text it may begin at any of three places of a base64 group; the characters that depend on what
    // stands around it are left out.
    ...[0, 1, 2].flatMap((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .replace(/=+$/, '')
      const core = text.slice(shift === 0 ? 0 : shift + 1, -1)
      return [
        ['in base64', core],
        ['in base64', core.replaceAll('+', '-').replaceAll('/', '_')],
      ] as [string, string][]
    }),
  ]
  const unique = new Map(forms.map(([how, text]) => [Buffer.from(text, 'utf8').toString('latin1'), how]))
  unique.set(Buffer.from(secret, 'utf16le').toString('latin1'), 'in UTF-16')
  return [...unique].map(([text, how]) => ({ how, bytes: text }))
}
