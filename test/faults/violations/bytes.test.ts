import type { Entry } from '../record.ts'
import { type Clean, find, testViolations } from './violate.ts'

/** Has an attempt show something else. */
const show = (attemptSeq: number, body: string): string =>
  `UPDATE sent SET body = ${body} WHERE attempt_seq = ${attemptSeq};
    UPDATE kept SET bytes = (SELECT sum(octet_length(body)) FROM sent)`

const start = Date.UTC(2026, 10, 23, 10)
/** Wall clock of the clean record. */
const at = (ms: number) => start + ms

/** Leaves only these signatures, the newest secret's first, on an attempt that both have signed. */
function signBy({ sql }: Clean, entries: Entry[], keep: number[]): void {
  const { headers } = find(entries, 'dlv_a2', 2)
  const both = headers['webhook-signature']!.split(' ').toReversed()
  headers['webhook-signature'] = keep.map((index) => both[index]).join(' ')
  sql(show(11, `json_set(body, '$.headers[2][1]', '${headers['webhook-signature']}')`))
}

testViolations({
  'bytes sent are bytes signed': {
    'another body': ({ sql }, entries) => {
      const other = `v1,${Buffer.alloc(32).toString('base64')}`
      find(entries, 'dlv_a1', 2).headers['webhook-signature'] = other
      sql(show(7, `json_set(body, '$.headers[2][1]', '${other}')`))
    },
    'no signature': ({ sql }, entries) => {
      sql(show(7, "json_remove(body, '$.headers[2]')"))
      delete find(entries, 'dlv_a1', 2).headers['webhook-signature']
    },
  },
  'each signing secret of the last 24 h signs, and no other': {
    'only the old one': (clean, entries) => signBy(clean, entries, [0]),
    'only the new one': (clean, entries) => signBy(clean, entries, [1]),
    'the new one before there was one': (_, entries) => {
      for (const entry of entries) if (entry.kind === 'rotated') entry.from = entry.until = at(990_000)
    },
    'the old one after its day': (_, entries) => {
      for (const entry of entries) if (entry.kind === 'rotated') entry.from = entry.until = at(-86_400_000)
    },
  },
  'bytes sent are bytes shown': {
    'another body is shown': ({ sql }) => sql(show(3, "json_set(body, '$.body', 'other')")),
    'nothing is shown': ({ sql }) => sql('DELETE FROM sent WHERE attempt_seq = 3'),
    'another method is shown': ({ sql }) => sql(show(3, "json_set(body, '$.method', 'PUT')")),
    'a header is not shown': (_, entries) => void (find(entries, 'dlv_a1', 2).headers['x-more'] = '1'),
    'a header is shown that was not sent': (_, entries) => {
      delete find(entries, 'dlv_a1', 2).headers['x-api-key']
    },
    'another value is shown': ({ sql }) => sql(show(3, "json_set(body, '$.headers[0][1]', 'x')")),
  },
})
