import type { Json } from '../templates/json.ts'
import { setOwn } from '../templates/set-own.ts'
import type { Fields } from './values.ts'

/** The fields a record has in `data`, as in our own shape; null where it has none. */
export function innerOf({ data }: Fields): Fields | null {
  return data === undefined || data === null || typeof data !== 'object' || Array.isArray(data) ? null : data
}

/** Whether it is an event as we write it: beside such data, `id` is the event's and nothing else's. */
export function isOwnShape(record: Fields): boolean {
  const inner = innerOf(record)
  return inner !== null && ['severity', 'title'].every((name) => Object.hasOwn(inner, name))
}

/** What stands in data as it is, and beside it the rest; of the rest what has a name that data has is kept as `<name>_was`. */
export function joinData(inner: Fields, rest: Fields): Fields {
  const joined: Fields = {}
  for (const [name, value] of Object.entries(rest))
    setOwn(joined, Object.hasOwn(inner, name) ? freeName(`${name}_was`, inner, rest) : name, value)
  for (const [name, value] of Object.entries(inner)) setOwn(joined, name, value)
  return joined
}

const freeName = (name: string, ...taken: readonly { [key: string]: Json }[]): string =>
  taken.some((fields) => Object.hasOwn(fields, name)) ? freeName(`${name}_was`, ...taken) : name
