import type { Argument } from './expression.ts'
import type { Json } from './json.ts'
import { textOf } from './text.ts'

/** undefined is missing. Never throws, whatever the value. */
export type Apply = (value: Json | undefined) => Json | undefined

export type Filter = {
  /** How it is written, for whoever wrote it otherwise. */
  example: string
  /** null: not arguments it takes. */
  make(args: readonly Argument[]): Apply | null
  /** Work for each character of the value: 0 where it looks at the start or the end only, 8 where it builds objects. */
  cost: 0 | 1 | 8
}

/** Most characters one filter makes of a value where it could make many more than it was given. */
export const mostMade = 1024 * 1024

const isText = (value: Argument): value is string => typeof value === 'string'

export const plain = (example: string, apply: Apply, cost: Filter['cost'] = 1): Filter => ({
  example,
  make: (args) => (args.length === 0 ? apply : null),
  cost,
})

/** `count` texts, none of them ''. */
export const withTexts = (
  example: string,
  count: { from: number; to: number },
  make: (texts: readonly string[]) => Apply | null,
  cost: Filter['cost'] = 1,
): Filter => ({
  example,
  make: (args) =>
    args.length >= count.from && args.length <= count.to && args.every(isText) && !args.includes('')
      ? make(args.filter(isText))
      : null,
  cost,
})

/** For what works on a text: a number or an object becomes one; missing and null stay missing. */
export const onText =
  (apply: (text: string) => Json | undefined): Apply =>
  (value) =>
    value === undefined || value === null ? undefined : apply(textOf(value))
