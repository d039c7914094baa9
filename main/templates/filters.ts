import { type Filter, onText, plain, withTexts } from './filter.ts'
import { flatten, strings } from './flatten.ts'
import { first, joinWith, last, mapBy, without } from './lists.ts'
import { cut } from './text.ts'
import { epochMs, epochSeconds, utc } from './times.ts'

const one = { from: 1, to: 1 }

/** A JSON number in a text; nothing else counts. */
const readNumber = (text: string): number | undefined =>
  /^-?\d{1,300}(\.\d{1,300})?$/.test(text.trim()) ? Number(text) : undefined

/** As a URL parser writes it, so that no space, quote or angle bracket is left in it. */
function readUrl(text: string): string | undefined {
  if (text.length > 8192) return undefined
  const url = URL.parse(text)
  // SECURITY: a link in a message must not start a script or a program.
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined
}

const truncate: Filter = {
  example: 'truncate(80)',
  make: ([most, ...rest]) =>
    typeof most === 'number' && Number.isInteger(most) && most > 0 && rest.length === 0
      ? onText((text) => cut(text, most))
      : null,
  cost: 0,
}

const byDefault: Filter = {
  example: 'default("none")',
  make: ([value, ...rest]) =>
    value === undefined || rest.length > 0
      ? null
      : (given) => (given === undefined || given === null || given === '' ? value : given),
  cost: 0,
}

// SECURITY: a Map, so that no name reaches a property of Object.prototype.
/** All there are, by name. Pure functions of the value: what is missing stays missing unless said otherwise. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  [
    'upper',
    plain(
      'upper',
      onText((text) => text.toUpperCase()),
    ),
  ],
  [
    'lower',
    plain(
      'lower',
      onText((text) => text.toLowerCase()),
    ),
  ],
  [
    'trim',
    plain(
      'trim',
      onText((text) => text.trim()),
    ),
  ],
  ['truncate', truncate],
  ['default', byDefault],
  ['json', plain('json', (value) => (value === undefined ? undefined : JSON.stringify(value)))],
  ['flatten', plain('flatten', flatten, 8)],
  ['strings', plain('strings', strings, 8)],
  ['join', withTexts('join(", ")', one, ([separator = '']) => joinWith(separator))],
  ['lines', plain('lines', joinWith('\n'))],
  ['first', plain('first', first, 0)],
  ['last', plain('last', last, 0)],
  ['map', withTexts('map("critical=1, high=2, *=3")', one, ([table = '']) => mapBy(table))],
  [
    'wrap',
    {
      example: 'wrap(" (", ")")',
      make: ([before, after, ...rest]) =>
        typeof before === 'string' && typeof after === 'string' && rest.length === 0
          ? onText((text) => (text === '' ? undefined : before + text + after))
          : null,
      cost: 0,
    },
  ],
  ['epoch_s', plain('epoch_s', epochSeconds, 0)],
  ['epoch_ms', plain('epoch_ms', epochMs, 0)],
  ['utc', plain('utc', utc, 0)],
  ['number', plain('number', (value) => (typeof value === 'number' ? value : onText(readNumber)(value)))],
  [
    'text',
    plain(
      'text',
      onText((text) => text),
    ),
  ],
  [
    'slug',
    plain(
      'slug',
      onText((text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '_')),
    ),
  ],
  [
    'label',
    plain(
      'label',
      onText((text) => text.trim().replace(/\s+/g, '-')),
    ),
  ],
  [
    'before',
    withTexts('before("@")', one, ([mark = '']) =>
      onText((text) => (text.includes(mark) ? text.slice(0, text.indexOf(mark)) : undefined)),
    ),
  ],
  [
    'after',
    withTexts('after("@")', one, ([mark = '']) =>
      onText((text) => (text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : text)),
    ),
  ],
  ['url', plain('url', onText(readUrl), 0)],
  ['without', withTexts('without("raw", "debug")', { from: 1, to: 100 }, without, 8)],
])
