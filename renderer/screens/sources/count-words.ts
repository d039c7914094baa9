import type { FileCounts } from '../../../preload/contract/file.ts'

const number = new Intl.NumberFormat('en-GB')

/** "12 events · 3 findings · 1 known already · 2 refused"; without what there is none of, but for the events. */
export function countWords({
  events,
  findings,
  known = 0,
  refused,
}: Omit<FileCounts, 'known'> & { known?: number }): string {
  const words = [`${number.format(events)} ${events === 1 ? 'event' : 'events'}`]
  if (findings > 0) words.push(`${number.format(findings)} ${findings === 1 ? 'finding' : 'findings'} for rules`)
  if (known > 0) words.push(`${number.format(known)} known already`)
  if (refused > 0) words.push(`${number.format(refused)} refused`)
  return words.join(' · ')
}
