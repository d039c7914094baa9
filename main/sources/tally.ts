import type { SourceCounters, SourceError } from '../../preload/contract/source.ts'
import type { SourceParts } from './source.ts'

type Tallied = { counters: SourceCounters; lastError: SourceError | null; lastAt: number | null }

export type Tally = ReturnType<typeof openTally>

/** What each source counts since the app was started, and what went wrong with it last. */
export function openTally({ clock, changed }: Pick<SourceParts, 'clock' | 'changed'>) {
  let tallied: Tallied = { counters: { accepted: 0, known: 0, refused: 0 }, lastError: null, lastAt: null }

  return {
    now: (): Tallied => tallied,
    count(more: Partial<SourceCounters>): void {
      const { counters, lastAt } = tallied
      const { accepted = 0, known = 0, refused = 0 } = more
      tallied = {
        ...tallied,
        counters: {
          accepted: counters.accepted + accepted,
          known: counters.known + known,
          refused: counters.refused + refused,
        },
        lastAt: accepted > 0 ? clock.now() : lastAt,
      }
      changed()
    },
    fail(message: string, next: string): void {
      tallied = { ...tallied, lastError: { at: clock.now(), message, next } }
      changed()
    },
    /** What went wrong is over. */
    heal(): void {
      tallied = { ...tallied, lastError: null }
      changed()
    },
  }
}
