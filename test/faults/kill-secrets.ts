import type { Entry } from './record.ts'

/** Every signing secret of every webhook, in turn, and from when on it signs. */
export function noteSecrets({ now, note }: { now: () => number; note: (entry: Entry) => void }) {
  const signing = new Map<string, string[]>()
  /** Asked for, and not told of yet: when, wall clock. */
  const asked = new Map<string, number>()

  return {
    signing,
    rotates: (webhook: string, wall: number): void => {
      if (!asked.has(webhook)) asked.set(webhook, wall)
    },
    /** Whether it is a new one is known from itself: a process may die before it could tell of it. */
    signs(webhook: string, secret: string, wall: number): void {
      const from = asked.get(webhook) ?? wall
      asked.delete(webhook)
      const known = signing.get(webhook)
      if (known?.at(-1) === secret) return
      if (known) note({ kind: 'rotated', at: now(), webhook, from, until: wall })
      signing.set(webhook, [...(known ?? []), secret])
    },
  }
}
