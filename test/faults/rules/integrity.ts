import type { Rule } from '../evidence.ts'

export const fileIsWhole: Rule = {
  name: 'the database is whole',
  check: ({ rows }) => [
    ...rows.integrity.filter((line) => line !== 'ok'),
    ...rows.orphans.map((table) => `a row of ${table} belongs to nothing`),
  ],
}
