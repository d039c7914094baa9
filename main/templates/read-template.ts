import { mostTemplateBytes, type TemplateProblem } from '../../preload/contract/template.ts'
import { compileSource, type Template } from './compile.ts'
import { positionsIn } from './position.ts'
import { readJson } from './read-json.ts'

/** More than anybody reads at a time. */
const mostProblems = 100

/** An analyst's template. `template` is null where there is an error; each problem is at its line and column. */
export function readTemplate(text: string): { template: Template | null; problems: TemplateProblem[] } {
  if (Buffer.byteLength(text) > mostTemplateBytes) {
    const message = `A template has at most ${mostTemplateBytes / 1024} KiB. Shorten it.`
    return { template: null, problems: [{ severity: 'error', line: 1, column: 1, message }] }
  }
  const { source, mistakes } = readJson(text)
  const compiled = source ? compileSource(source) : { template: null, mistakes: [] }
  const all = [...mistakes, ...compiled.mistakes]
    .toSorted((a, b) => a.offset - b.offset)
    // Two at one place are one mistake told twice.
    .filter(({ offset }, index, sorted) => offset !== sorted[index - 1]?.offset)
  if (all.length === 0) return { template: compiled.template, problems: [] }
  const positionOf = positionsIn(text)
  const problems = all
    .slice(0, mostProblems)
    .map(({ message, offset }) => ({ severity: 'error' as const, ...positionOf(offset), message }))
  return { template: null, problems }
}
