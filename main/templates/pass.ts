import type { Path } from '../receivers/receiver.ts'
import type { Json } from './json.ts'

/** What the receiver asks of each value. */
export type Rules = {
  escape(text: string, path: Path): string
  takesNull: boolean
  /** Most characters of the finished text at this place; null: no limit. */
  characters(path: Path): number | null
  /** Texts that are never shortened: the event's id, its link. */
  kept: ReadonlySet<string>
}

/** One walk through a template: what it reads, and what it may still do. */
export type Pass = {
  context: Json
  rules: Rules
  /** Most characters of one value; Infinity: as long as it is. */
  cap: number
  /** Where in the body the walk is. The same array all the time: never keep it. */
  path: (string | number)[]
  /** Characters the body may still grow by; below 0 the walk only ends. */
  room: number
  /** Whether a value was shortened or left out for its size. */
  shortened: boolean
  /** Lists and objects as short as this pass's cap makes them. */
  trimmed: Map<object, Json>
  values: Evaluated
}

/** What expressions gave, by their index in the template: the same in each pass over one event. */
export type Evaluated = {
  results: (Json | undefined)[]
  done: boolean[]
  /** JSON text of lists and objects that stand in texts, and their sizes: each is worked out once. */
  texts: WeakMap<object, string>
  sizes: WeakMap<object, number>
  /** Keys under which there is a kept text, by the object they are in. */
  keeps: WeakMap<object, ReadonlySet<string>>
  /** Characters that filters may still work through. */
  work: number
}

/** Most characters of a body's texts, whatever the receiver takes. */
export const mostOutput = 4 * 1024 * 1024
const mostWork = 4 * 1024 * 1024

export const startEvaluating = (): Evaluated => ({
  results: [],
  done: [],
  texts: new WeakMap(),
  sizes: new WeakMap(),
  keeps: new WeakMap(),
  work: mostWork,
})
