import type { Rule } from '../evidence.ts'
import { type Entry, placed } from '../record.ts'

/** Without a request of its own, an attempt met the trouble at most so long, ms, before its end was on disk. */
const withoutRequestMs = 30_000

export const uncountedForCause: Rule = {
  name: 'an attempt that is not counted met trouble of the workstation',
  check: ({ entries }) => {
    const troubles = troublesOf(entries)
    const begun = new Map<string, number>()
    const answered = new Set<string>()
    return placed(entries, 'begun', 'answered', 'settled').flatMap((entry) => {
      const { delivery } = entry
      if (entry.kind === 'begun') {
        begun.set(delivery, entry.place)
        answered.delete(delivery)
        return []
      }
      if (entry.kind === 'answered') return (answered.add(delivery), [])
      const from = begun.get(delivery)
      const heard = answered.has(delivery)
      begun.delete(delivery)
      answered.delete(delivery)
      if (!entry.end || entry.end.counted) return []
      const { code } = entry.end
      const what = `${delivery} attempt ${entry.attempt} (${code}) is not counted`
      if (heard) return [`${what}, and was answered`]
      const since = from ?? entries.findIndex(({ at }) => at >= entry.at - withoutRequestMs)
      return troubles.met(code, since, entry.place) ? [] : [`${what}, and nothing was in its way`]
    })
  },
}

/** What was in the workstation's way, as the record has it. */
export function troublesOf(entries: readonly Entry[]) {
  const changes = placed(entries, 'network', 'proxy', 'keyring')
  /** The states of one thing between two places of the record, the one it had at first included. */
  const within = (kind: 'network' | 'proxy' | 'keyring', from: number, to: number) => {
    const mine = changes.filter((entry) => entry.kind === kind && entry.place < to)
    const at = mine.findLastIndex(({ place }) => place <= from)
    return mine.slice(Math.max(at, 0))
  }
  const isDown = (from: number, to: number, states: string[]) =>
    within('network', from, to).some((entry) => entry.kind === 'network' && states.includes(entry.state))

  return {
    isDown: (from: number, to: number) => isDown(from, to, ['down', 'asleep']),
    met(code: string, from: number, to: number): boolean {
      // The analyst's doing.
      if (code === 'stopped') return true
      if (code === 'no_network') return isDown(from, to, ['down', 'asleep'])
      if (code === 'asleep') return isDown(from, to, ['asleep'])
      if (code === 'unreadable_secret')
        return within('keyring', from, to).some((entry) => entry.kind === 'keyring' && entry.locked)
      if (code.startsWith('proxy_'))
        return within('proxy', from, to).some((entry) => entry.kind === 'proxy' && entry.fault !== null)
      return false
    },
  }
}
