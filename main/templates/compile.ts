import { isEmpty } from './text.ts'
import { evaluate } from './evaluate.ts'
import { bind, type Binder, makeBinder, type TemplateMistake } from './bind.ts'
import type { Json } from './json.ts'
import type { Pass } from './pass.ts'
import { placeMixed, placeValue } from './place.ts'
import { setOwn } from './set-own.ts'
import { type Entry, type Source, sourceOf } from './source.ts'

/** A template made ready: rendering it does no parsing. Keeps nothing of an event. */
export type Template = {
  run(pass: Pass): Json | undefined
  /** Each path it reads, with its offset in the text. */
  paths: readonly { path: readonly string[]; offset: number }[]
}

type Run = Template['run']

/** A template written in code. Throws an Error that names the mistake. */
export function compileTemplate(tree: Json): Template {
  const { template, mistakes } = compileSource(sourceOf(tree))
  const [mistake] = mistakes
  if (mistake) throw new Error(mistake.message)
  return template
}

/** Its template is of use only where there are no mistakes. */
export function compileSource(source: Source): { template: Template; mistakes: TemplateMistake[] } {
  const binder = makeBinder()
  if (source.kind === 'object' && source.entries.some(({ key }) => key === '$if')) {
    binder.mistakes.push({
      message: 'The outermost object can’t have a $if: the body would be empty.',
      offset: source.offset,
    })
  }
  const run = compileNode(binder, source)
  return { template: { run, paths: binder.paths }, mistakes: binder.mistakes }
}

function compileNode(binder: Binder, source: Source): Run {
  switch (source.kind) {
    case 'literal':
      return () => source.value
    case 'text':
      return compileText(binder, source)
    case 'list':
      return compileList(source.items.map((item) => compileNode(binder, item)))
    case 'object':
      return compileObject(binder, source.entries)
  }
}

function compileText(binder: Binder, source: Extract<Source, { kind: 'text' }>): Run {
  const parts = bind(binder, source)
  const [only] = parts
  if (parts.length === 0) return () => ''
  if (parts.length === 1 && only !== undefined) {
    return typeof only === 'string' ? () => only : (pass) => placeValue(pass, only)
  }
  return (pass) => placeMixed(pass, parts)
}

function compileList(items: Run[]): Run {
  return (pass) => {
    const list: Json[] = []
    for (const item of items) {
      pass.path.push(list.length)
      const value = item(pass)
      pass.path.pop()
      if (isSent(pass, value)) list.push(value)
    }
    return list
  }
}

function compileObject(binder: Binder, entries: Entry[]): Run {
  const conditions = entries.filter(({ key }) => key === '$if').map((entry) => compileCondition(binder, entry))
  const members = entries
    .filter(({ key }) => key !== '$if')
    .map(({ key, offsetOf, value }) => {
      const at = key.indexOf('{{')
      if (at !== -1) {
        const message = 'A key is sent as it is written: it can’t hold an expression. Put it in the value.'
        binder.mistakes.push({ message, offset: offsetOf(at) })
      }
      return { key: key.toWellFormed(), run: compileNode(binder, value) }
    })
  return (pass) => {
    if (conditions.some((holds) => !holds(pass))) return undefined
    const sent: { [key: string]: Json } = {}
    for (const { key, run } of members) {
      pass.path.push(key)
      const value = run(pass)
      pass.path.pop()
      if (isSent(pass, value)) setOwn(sent, key, value)
    }
    return sent
  }
}

function compileCondition(binder: Binder, { offsetOf, value }: Entry): (pass: Pass) => boolean {
  const parts = value.kind === 'text' ? bind(binder, value) : []
  const [only] = parts
  if (parts.length !== 1 || only === undefined || typeof only === 'string') {
    const message = 'A $if has one expression and nothing beside it, such as "{{ data.user.name }}".'
    if (value.kind !== 'text' || !binder.failed.has(value)) binder.mistakes.push({ message, offset: offsetOf(0) })
    return () => true
  }
  return (pass) => !isEmpty(evaluate(pass, only))
}

const isSent = ({ rules }: Pass, value: Json | undefined): value is Json =>
  value !== undefined && (value !== null || rules.takesNull)
