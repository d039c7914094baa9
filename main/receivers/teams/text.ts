import { withoutControls } from '../parts/control-characters.ts'
import { escapeUrl } from '../parts/escape-url.ts'
import type { Path } from '../receiver.ts'

/**
 * SECURITY: texts of a card are Markdown, with dates written as {{DATE(…)}}; a backslash makes any ASCII punctuation
 * plain (CommonMark §2.4). Only what could mean something gets one, so that most texts stay as they are even where a
 * client shows it.
 */
export function escapeTeams(text: string, path: Path): string {
  const place = path.at(-1)
  if (place === 'url' || place === 'iconUrl') return escapeUrl(text)
  return (
    withoutControls(text)
      // One in front of a letter, as in CONTOSO\j.doe, is a plain one already.
      .replace(/\\(?=[!-/:-@[-`{-~]|$)/gm, '\\\\')
      .replace(/[*`~[\]<{]/g, '\\$&')
      // Between letters or digits it means nothing: ids and file names are full of them.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/&(?=#?\w+;)/g, '\\&')
      // A bare URL would become a link, and an event may well name a malicious one.
      .replace(/:(?=\/\/)/g, '\\:')
      // Lists, headings, quotes and rules begin a line; 10.20.30.41 and -enc are none.
      .replace(/^([ \t]*)(?=[-+](\s|$)|#{1,6}(\s|$)|>|--)/gm, '$1\\')
      .replace(/^([ \t]*\d{1,9})(?=[.)](\s|$))/gm, '$1\\')
      // Four spaces would begin a block of code.
      .replace(/^( {4}| {0,3}\t)[ \t]*/gm, (indent) => '\u00a0'.repeat(indent.length))
      // A single line break is a space in Markdown.
      .replace(/\n+/g, '\n\n')
  )
}
