import type { SecurityEvent } from '../../preload/contract/event.ts'
import { type FieldShortcut, fieldShortcuts } from '../../preload/contract/filter.ts'
import { type Address, readAddress } from './network.ts'

/** What came in: an event, or a finding, which has no type. */
export type Seen = Omit<SecurityEvent, 'type'>

/** What the short names stand for: the shapes in which agents and SIEMs name the same thing. */
const shortcuts: Record<Exclude<FieldShortcut, '*'>, readonly (readonly string[])[]> = {
  host: keysOf(
    'data.agent.name',
    'data.agent.hostname',
    'data.agent.ip',
    'data.host',
    'data.host.name',
    'data.host.hostname',
    'data.host.ip',
    'data.hostname',
  ),
  user: keysOf('data.user', 'data.user.name', 'data.user.email', 'data.username'),
  rule: keysOf('data.rule', 'data.rule.name', 'data.rule.id'),
}

/** The fields of one event, by path. Each is looked up once, however many conditions ask for it. */
export type Fields = {
  /** Texts, numbers and booleans there, as text in lower case, each once. */
  texts: (path: string) => readonly string[]
  /** Those of them that are IP addresses. */
  addresses: (path: string) => readonly Address[]
  /** Texts and numbers there as they are written, each once: to be shown. */
  shown: (path: string) => readonly string[]
  /** Whether anything but null is there. */
  has: (path: string) => boolean
}

export function readFields(event: Seen): Fields {
  const values = remember((path: string) => find(event, path))
  const texts = remember((path: string) => [...new Set(values(path).flatMap(textOf))])
  const addresses = remember((path: string) => texts(path).flatMap((text) => readAddress(text) ?? []))
  const shown = (path: string) => [...new Set(values(path).flatMap(writtenOf))]
  return { texts, addresses, shown, has: (path) => values(path).some((value) => value !== null) }
}

/** What an event is made of. Its number in the ledger, and where it came from, is no part of it. */
const own = new Set(['id', 'type', 'timestamp', 'data'])

function find(event: Seen, path: string): unknown[] {
  const short = fieldShortcuts.find((name) => name === path)
  if (short === '*') return everyValue(Object.entries(event).flatMap(([name, value]) => (own.has(name) ? [value] : [])))
  if (short) return shortcuts[short].flatMap((keys) => valuesAt(event, keys))
  const keys = path.split('.')
  const [first = ''] = keys
  const from = own.has(first) && Object.hasOwn(event, first) ? event : event.data
  return keys.at(-1) === '*' ? everyValue(valuesAt(from, keys.slice(0, -1))) : valuesAt(from, keys)
}

/** Lists on the way, and at its end, are taken apart. */
function valuesAt(from: unknown, keys: readonly string[]): unknown[] {
  let found = [from]
  for (const key of keys) {
    const below: unknown[] = []
    for (const value of found) {
      // SECURITY: own properties only, so that no path leads to what JavaScript puts into every object.
      if (isObject(value) && Object.hasOwn(value, key)) addParts(below, value[key])
    }
    found = below
  }
  return found
}

/** Without recursion, here and below: an event may be nested as deep as its size allows. */
function addParts(to: unknown[], value: unknown): void {
  const open = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (Array.isArray(next)) for (const part of next) open.push(part)
    else to.push(next)
  }
}

function everyValue(of: readonly unknown[]): unknown[] {
  const found: unknown[] = []
  const open = [...of]
  while (open.length > 0) {
    const next = open.pop()
    if (isObject(next) || Array.isArray(next)) for (const part of Object.values(next)) open.push(part)
    else found.push(next)
  }
  return found
}

const textOf = (value: unknown): string[] => writtenOf(value).map((text) => text.toLowerCase())

function writtenOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function remember<T>(look: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const found = look(path)
    known.set(path, found)
    return found
  }
}

function keysOf(...paths: string[]): string[][] {
  return paths.map((path) => path.split('.'))
}
