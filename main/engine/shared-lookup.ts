import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupAll } from './guard.ts'

// After so long, ms, whoever asks makes do with what the name was last answered with (RFC 8767, 5).
const mostPatience = 1_800
const mostKnown = 256

type Answered = Parameters<LookupAll>[2]

/**
 * One lookup at a time per name, shared by all who ask for it meanwhile. The system's lookups hold a thread of the
 * process each, of which there are few, and can't be stopped: a name that hangs would soon hold all of them, and no
 * other webhook's name were found. Where lookups hang all the same, the last answer of a name serves on; it is checked
 * like any other.
 */
export function openSharedLookup(lookup: LookupAll = systemLookup, patience = mostPatience): LookupAll {
  const underWay = new Map<string, Set<Answered>>()
  const known = new Map<string, LookupAddress[]>()

  function learn(name: string, error: NodeJS.ErrnoException | null, addresses: LookupAddress[]): void {
    if (error === null || error.code === 'ENOTFOUND') known.delete(name)
    if (error === null) known.set(name, addresses)
    if (known.size > mostKnown) known.delete(known.keys().next().value ?? '')
  }

  return (name, options, callback) => {
    const last = known.get(name)
    const asking = underWay.get(name) ?? new Set()
    const answered: Answered = (error, addresses) => {
      clearTimeout(timer)
      callback(error, addresses)
    }
    const giveUp = () => {
      asking.delete(answered)
      callback(null, last ?? [])
    }
    const timer = last && setTimeout(giveUp, patience)
    asking.add(answered)
    if (underWay.has(name)) return
    underWay.set(name, asking)
    try {
      lookup(name, options, (error, addresses) => {
        underWay.delete(name)
        learn(name, error, addresses)
        for (const each of asking) each(error, addresses)
      })
    } catch (error) {
      underWay.delete(name)
      clearTimeout(timer)
      throw error
    }
  }
}
