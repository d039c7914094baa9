import type { Rule } from '../evidence.ts'

export const fileIsWhole: Rule = {
  name: 'the database is whole',
  check: ({ rows }) => [
    ...rows.integrity.filter((line) => line !== 'ok'),
    ...rows.orphans.map((table) => `a row of ${table} belongs to nothing`),
  ],
}

export const countsAreRight: Rule = {
  name: 'what is counted all the time is what is there',
  check: ({ rows }) => {
    const noted = new Map(rows.tallies.map((tally) => [tally.webhook_id, tally]))
    const wrong = rows.counts.flatMap((count) => {
      const { webhook_id: webhook } = count
      const tally = noted.get(webhook)
      const fields = ['pending', 'held', 'failed'] as const
      return fields
        .filter((field) => tally?.[field] !== count[field])
        .map((field) => `${webhook} has ${count[field]} ${field}, and counts ${tally?.[field]}`)
    })
    const kept = rows.kept.map(({ noted: bytes, real }) =>
      bytes === real ? [] : [`${real} bytes are kept, not ${bytes}`],
    )
    return [...wrong, ...kept.flat()]
  },
}
