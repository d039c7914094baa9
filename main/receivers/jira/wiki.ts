import type { Json } from '../../templates/json.ts'
import { factLength, facts, testMark } from '../parts/event-text.ts'

/**
 * What a backslash takes the meaning from (atlassian-renderer, BackslashEscapeRendererComponent). Between letters or
 * digits `-` and `_` have none, so that names and ids stay as they are. A backslash can't escape itself, and `://` makes
 * a link of anything: there an entity stands for the character, which shows, and is copied, as what it is.
 */
const meaningful =
  /[#*+?^~|%{}[\]()!@]|(?<![\p{L}\p{N}])[-_]|[-_](?![\p{L}\p{N}])|\\(?=[-#*_+?^~|%{}[\]()!@\\]|$)|:(?=\/\/)/gu

/** A text that shows as it is in wiki markup. */
export const escapeWiki = (text: string): string =>
  text
    // One pass, so that nothing escapes what an escape has written.
    .replaceAll(meaningful, (found) => (found === '\\' ? '&#92;' : found === ':' ? '&#58;' : `\\${found}`))
    // SECURITY: at the start of a line these would make a heading or a quotation of what follows.
    .replaceAll(/^([^\S\n\u2028\u2029]*)(?=(h[1-6]|bq)\.)/gm, '$1\u200b')

/** A URL within `[…|…]`, without what would end it or be markup there. Percent-encoded, it leads to the same place. */
export const escapeWikiUrl = (url: string): string =>
  url.replaceAll(/[|[\]{}\\!*\s]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** An event as lines of wiki markup, for REST API 2 and Data Center: a `row` is one line, a `text` may be many. */
export const eventLines: Json = [
  { text: `{panel:title=${testMark}{{ data.severity | upper }} {{ type_name }}}` },
  { text: '{{ data.description | default("No description.") }}' },
  { text: '{panel}' },
  ...facts.map(([label, path]) => ({
    $if: `{{ ${path} | trim }}`,
    row: `||${label}|{{ ${path} | truncate(${factLength}) }}|`,
  })),
  { row: '||Time|{{ timestamp }}|' },
  { row: '||Event ID|{{ id }}|' },
  { $if: '{{ data.link | url }}', link: '[Open in the console|{{ data.link | url }}]' },
]

/** The lines as the one text that Jira takes; what is no list of lines stays. */
export function joinLines(description: Json): Json {
  if (!Array.isArray(description)) return description
  const lines = description.flatMap((line) =>
    typeof line === 'object' && line !== null ? Object.values(line) : [line],
  )
  return lines.filter((line) => typeof line === 'string').join('\n')
}
