import { isObject, type Json } from '../../templates/json.ts'
import { withoutControls } from '../parts/control-characters.ts'
import { escapeUrl } from '../parts/escape-url.ts'
import { oneLine } from '../parts/one-line.ts'
import type { Path } from '../receiver.ts'

/**
 * SECURITY: Slack reads mentions, links and dates from `<…>` alone, once & < > are escaped there is none in a value
 * (docs.slack.dev, Formatting message text). At URL places they are percent-encoded.
 */
export function escapeSlack(text: string, path: Path): string {
  const place = path.at(-1)
  if (place === 'url' || place === 'image_url') return escapeUrl(text)
  // Each fact is one line: a second one would look like a fact of its own.
  const clean = path[2] === 'fields' ? oneLine(text) : withoutControls(text)
  // A workflow's variable: its steps may show it as it is, where &lt; would be seen, or read it as markup.
  if (path.length === 1 && place !== 'text') return clean.replace(/</g, '‹')
  // In a block of the type markdown the text stands by itself, everywhere else in an object.
  const plain = path[0] === 'blocks' && path.length === 3 && place === 'text' ? escapeMarkdown(clean) : clean
  return plain.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** Slack reads such a block as Markdown, with a backslash before what is none (docs.slack.dev, Markdown block). */
const escapeMarkdown = (text: string) =>
  text.replace(/[\\`*_~[\]()#|]|:(?=\/\/)/g, '\\$&').replace(/^([ \t]*)(?=[-+=])|^([ \t]*\d{1,9})(?=\.)/gm, '$1$2\\')

const mostInHeader = 150

/** Header blocks take 150 characters, other texts 3,000; which it is, only the block says. */
export function fitHeaders(tree: Json): Json {
  if (!isObject(tree) || !Array.isArray(tree['blocks'])) return tree
  return {
    ...tree,
    blocks: tree['blocks'].map((block) =>
      isObject(block) && block['type'] === 'header' && isObject(block['text'])
        ? { ...block, text: { ...block['text'], text: cutEscaped(block['text']['text'] ?? '') } }
        : block,
    ),
  }
}

/** Never ends in half an `&amp;` or half a surrogate pair. */
function cutEscaped(text: Json): Json {
  if (typeof text !== 'string' || text.length <= mostInHeader) return text
  const kept = text.slice(0, mostInHeader - 1).replace(/&[a-z]{0,3}$|[\ud800-\udbff]$/, '')
  return `${kept}…`
}
