import { severities } from '../../preload/contract/event.ts'
import { type Filter, unreadableNetwork } from '../../preload/contract/filter.ts'
import { type Fields, readFields, type Seen } from './fields.ts'
import { readNetwork } from './network.ts'

/** `fields` are those of the event, which several filters may share. */
type Check = (event: Seen, fields: Fields) => boolean

/**
 * Whether an event meets the conditions. Pure, and done after a number of steps that the sizes of both bound: no text
 * of either is run as a pattern. Throws, now and not at an event, where a network can't be read.
 */
export function compileFilter(filter: Filter): (event: Seen) => boolean {
  const check = compileCheck(filter)
  return (event) => check(event, readFields(event))
}

/** What keeps a filter from being used, in words; null where nothing does. */
export function problemIn(filter: Filter): string | null {
  if (filter.op === 'not') return problemIn(filter.of)
  if (filter.op === 'all' || filter.op === 'any')
    return filter.of.reduce<string | null>((found, part) => found ?? problemIn(part), null)
  return filter.op === 'cidr' && !readNetwork(filter.network) ? unreadableNetwork(filter.network) : null
}

/** The same where the fields are read already. */
export function compileCheck(filter: Filter): Check {
  switch (filter.op) {
    case 'severity': {
      const least = severities.indexOf(filter.atLeast)
      return ({ data }) => severities.indexOf(data.severity) <= least
    }
    case 'equals': {
      const wanted = filter.value.toLowerCase()
      return (_event, { texts }) => texts(filter.path).includes(wanted)
    }
    case 'contains': {
      const wanted = filter.value.toLowerCase()
      return (_event, { texts }) => texts(filter.path).some((text) => text.includes(wanted))
    }
    case 'starts': {
      const wanted = filter.value.toLowerCase()
      return (_event, { texts }) => texts(filter.path).some((text) => text.startsWith(wanted))
    }
    case 'ends': {
      const wanted = filter.value.toLowerCase()
      return (_event, { texts }) => texts(filter.path).some((text) => text.endsWith(wanted))
    }
    case 'in': {
      const wanted = new Set(filter.values.map((value) => value.toLowerCase()))
      return (_event, { texts }) => texts(filter.path).some((text) => wanted.has(text))
    }
    case 'cidr': {
      const lies = readNetwork(filter.network)
      if (!lies) throw new Error(unreadableNetwork(filter.network))
      return (_event, { addresses }) => addresses(filter.path).some(lies)
    }
    case 'exists':
      return (_event, { has }) => has(filter.path)
    case 'all': {
      const parts = filter.of.map(compileCheck)
      return (event, fields) => parts.every((part) => part(event, fields))
    }
    case 'any': {
      const parts = filter.of.map(compileCheck)
      return (event, fields) => parts.some((part) => part(event, fields))
    }
    case 'not': {
      const part = compileCheck(filter.of)
      return (event, fields) => !part(event, fields)
    }
  }
}
