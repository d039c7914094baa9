import { makeId } from '../engine/ids.ts'
import type { Ledger } from '../ledger/open.ts'
import type { Touched } from '../ledger/touched.ts'
import { measured } from './pace.ts'

/** Stops a rule, and writes a notice of it, together with what it was looking at. Once, though it fails and is slow. */
export function stopRule(ledger: Ledger, touched: Touched, ruleId: string, reason: string, at: number): void {
  if (!ledger.rules.stop(ruleId, reason, at)) return
  ledger.notices.insert({ id: makeId('ntc', at), kind: 'stopped', ruleId, reason, at })
  touched.rules = true
  touched.notices = true
}

/** Why a rule was stopped, and what to do, for the analyst. */
export const slowWords = (ms: number): string =>
  `It was too slow: its last ${measured} events took ${Math.round(ms)} ms. Ask fewer fields, above all not “Any field”, then enable it.`

export function threwWords(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 300)
  return `It failed: ${message.replace(/[.\s]*$/, '')}. Edit its conditions, then enable it.`
}

export const unreadableWords = 'What is stored of it can’t be read. Edit it, and save it anew.'
