import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  visit,
} from 'yaml'
import type { Place } from './note.ts'

export type Entry = { key: string; value: ParsedNode | null; place: Place }

export type SigmaDocument = { root: ParsedNode | null; place: Place; problem: { place: Place; says: string } | null }

/** Those beyond the first. */
export type MoreDocuments = { count: number; place: Place }

export const mostDocuments = 50

/**
 * The documents of a YAML text. SECURITY: what is read is data and nothing else: no tags of its own, no aliases (a few
 * lines of which unfold to gigabytes), no merging, and its length is bounded before.
 */
export function readSigma(text: string): {
  documents: SigmaDocument[]
  more: MoreDocuments | null
  lineOf: (offset: number) => number
} {
  const lines = new LineCounter()
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const whole: Place = [0, text.length]
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    const documents = Array.isArray(parsed) ? parsed.filter(({ contents }) => contents !== null) : []
    const read = documents.slice(0, mostDocuments).map((document) => look(document, whole))
    return { documents: read, more: behind(documents.slice(mostDocuments), text.length), lineOf }
  } catch {
    // Thousands of brackets in one another.
    const says = 'It is nested too deep to be read.'
    return { documents: [{ root: null, place: whole, problem: { place: whole, says } }], more: null, lineOf }
  }
}

function behind(documents: readonly Document.Parsed[], end: number): MoreDocuments | null {
  const first = documents[0]?.contents
  return first ? { count: documents.length, place: [placeOf(first)[0], end] } : null
}

function look(document: Document.Parsed, whole: Place): SigmaDocument {
  const root = document.contents
  const place = root ? placeOf(root) : whole
  const [error] = [...document.errors, ...document.warnings]
  if (error)
    return { root, place, problem: { place: error.pos, says: `This is not YAML that can be read: ${error.message}` } }
  const found = findUnsafe(document)
  return {
    root,
    place,
    problem: found && { place: placeOf(found), says: 'Tags, anchors and aliases are not taken. Write the value out.' },
  }
}

function findUnsafe(document: Document.Parsed): Node | null {
  let found: Node | null = null
  visit(document, {
    Node: (_key, node) => {
      const own =
        isAlias(node) ||
        node.anchor !== undefined ||
        (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
      if (!own) return undefined
      found = node
      return visit.BREAK
    },
  })
  return found
}

export const placeOf = ({ range }: Node): Place => [range?.[0] ?? 0, range?.[1] ?? 0]

/** What a map holds; null where it is none, or has keys that are no texts. */
export function entriesOf(node: ParsedNode | null): Entry[] | null {
  if (!isMap(node)) return null
  const entries: Entry[] = []
  for (const { key, value } of node.items) {
    if (!isScalar(key)) return null
    const from = key.range[0]
    const to = value === null ? key.range[1] : value.range[1]
    entries.push({ key: String(key.value), value: value, place: [from, to] })
  }
  return entries
}

export const listOf = (node: ParsedNode | null): ParsedNode[] | null => (isSeq(node) ? node.items : null)

/** A text, a number, a boolean or null; undefined where it is none of these. */
export function scalarOf(node: ParsedNode | null): string | number | boolean | null | undefined {
  if (node === null) return null
  if (!isScalar(node)) return undefined
  const { value, source } = node
  // A number as it is written: 007 and 4.0 are texts to whoever compares them.
  if (typeof value === 'number' || typeof value === 'bigint') return source ?? String(value)
  return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : undefined
}
