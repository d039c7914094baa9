import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { testViolations } from './violate.ts'

testViolations({
  'no secret in a file or a message': {
    'in the database': ({ sql, password }) => sql(`UPDATE attempt SET detail = '${password}' WHERE seq = 3`),
    'URL-encoded in a log': ({ record, password }) =>
      writeFileSync(join(record.folder, 'castellan.log'), `GET /?key=${encodeURIComponent(password)}`),
    'in base64 inside other text': ({ record, password }) =>
      writeFileSync(join(record.folder, 'x'), Buffer.from(`user:${password}!`).toString('base64')),
    'in hex': ({ record, password }) => writeFileSync(join(record.folder, 'x'), Buffer.from(password).toString('hex')),
    'in the log': ({ password }) => ({ log: [`could not open ${password}`] }),
    'in JSON to the page': ({ password }) => ({ page: [JSON.stringify({ value: password })] }),
  },
  'what is counted all the time is what is there': {
    'one more is held': ({ sql }) => sql("UPDATE tally SET held = held + 1 WHERE webhook_id = 'whk_a'"),
    'one less has failed': ({ sql }) => sql("UPDATE tally SET failed = failed - 1 WHERE webhook_id = 'whk_b'"),
    'fewer bytes are kept': ({ sql }) => sql('UPDATE kept SET bytes = bytes - 1'),
  },
  'the database is whole': {
    'an index knows less than its table': ({ record }) => {
      const writer = new DatabaseSync(join(record.folder, 'ledger.sqlite'), { defensive: false })
      writer.exec('PRAGMA writable_schema = ON')
      writer.exec("DELETE FROM sqlite_schema WHERE name = 'notice_of_webhook'")
      writer.close()
    },
    'a row that belongs to nothing': ({ sql }) =>
      sql('INSERT INTO attempt (delivery_seq, number, manual, started_at) VALUES (99, 1, 0, 0)'),
  },
})
