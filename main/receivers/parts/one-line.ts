import { withoutControls } from './control-characters.ts'

const breaks = /[\n\u2028\u2029]/

/** For places that take no line break: titles, rows of a table. */
export function oneLine(text: string): string {
  const clean = withoutControls(text)
  if (!breaks.test(clean)) return clean
  // SECURITY: one expression with the blanks around a break in it would take minutes over a long run of blanks.
  const lines = clean.split(breaks).map((line) => line.trim())
  return lines.filter((line) => line !== '').join(' ')
}
