import { expect, test } from 'vitest'
import { check } from '../check.ts'
import { makeCleanRecord } from '../clean-record.ts'
import type { Entry, EntryOf, SeenRequest } from '../record.ts'

export type Clean = ReturnType<typeof makeCleanRecord>
export type Tamper = (clean: Clean, entries: Entry[]) => Partial<Clean['record']> | void

export const isOf =
  <K extends Entry['kind']>(kind: K, delivery: string, attempt: number) =>
  (entry: Entry): entry is EntryOf<K> =>
    entry.kind === kind && 'attempt' in entry && entry.delivery === delivery && entry.attempt === attempt

export const find = (entries: Entry[], delivery: string, attempt: number): SeenRequest =>
  entries.find(isOf('request', delivery, attempt))!

/** Puts an entry right behind the first one that fits. */
export const insertAfter = (entries: Entry[], fits: (entry: Entry) => boolean, entry: Entry) =>
  void entries.splice(entries.findIndex(fits) + 1, 0, entry)

export const drop = (entries: Entry[], fits: (entry: Entry) => boolean): void =>
  void entries.splice(0, entries.length, ...entries.filter((entry) => !fits(entry)))

/** The clean record with one violation in it, by what is wrong, under the rule that must complain. */
export function testViolations(violations: Record<string, Record<string, Tamper>>): void {
  for (const [rule, cases] of Object.entries(violations)) {
    for (const [what, tamper] of Object.entries(cases)) {
      test(`${rule}: ${what}`, () => {
        using clean = makeCleanRecord()
        const entries = structuredCloneOf(clean.record.entries)
        const changed = tamper(clean, entries)
        const complaints = check({ ...clean.record, entries, ...changed })
        expect([...new Set(complaints.map((line) => line.split(': ')[0]))]).toEqual([rule])
      })
    }
  }
}

/** Bodies stay the buffers they are. */
const structuredCloneOf = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => {
    if (entry.kind === 'request') return { ...entry, headers: { ...entry.headers } }
    if (entry.kind === 'accepted') return { ...entry, wanted: [...entry.wanted] }
    return entry.kind === 'settled' && entry.end ? { ...entry, end: { ...entry.end } } : { ...entry }
  })
