import { isOf, testViolations } from './violate.ts'

testViolations({
  'no wait is longer than its longest': {
    'a retry': (_, entries) => {
      for (const entry of entries) if (isOf('settled', 'dlv_b1', 1)(entry)) entry.end!.dueIn = 5_600
    },
    'a hint that says less': (_, entries) => {
      for (const entry of entries) if (isOf('settled', 'dlv_a1', 2)(entry)) entry.end!.dueIn = 60_100
    },
    'what does not count': (_, entries) => {
      for (const entry of entries) if (isOf('settled', 'dlv_a1', 1)(entry)) entry.end!.dueIn = 61_000
    },
    'a delivery due in 5138': ({ sql, record }) =>
      sql(`UPDATE delivery SET state = 'retrying', due_at = ${record.now! + 100e9} WHERE id = 'dlv_a2'`),
  },
  'every back-off is at least its minimum': {
    'a step cut short': (_, entries) => {
      for (const entry of entries) if (isOf('begun', 'dlv_b1', 2)(entry)) entry.at = 4_000
    },
    'a hint not waited for': (_, entries) => {
      for (const entry of entries) if (isOf('begun', 'dlv_a1', 3)(entry)) entry.at = 835_000
    },
  },
})
