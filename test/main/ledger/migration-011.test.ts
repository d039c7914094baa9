import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { migrate } from '../../../main/ledger/migrations.ts'
import { start } from '../../../main/ledger/migrations/001-start.ts'
import { promises } from '../../../main/ledger/migrations/002-promises.ts'
import { eventTypes } from '../../../main/ledger/migrations/003-event-types.ts'
import { verdicts } from '../../../main/ledger/migrations/004-verdicts.ts'
import { agents } from '../../../main/ledger/migrations/005-agents.ts'
import { files } from '../../../main/ledger/migrations/006-files.ts'
import { rules } from '../../../main/ledger/migrations/007-rules.ts'
import { outbox } from '../../../main/ledger/migrations/008-outbox.ts'
import { notices } from '../../../main/ledger/migrations/009-notices.ts'
import { ruleNotices } from '../../../main/ledger/migrations/010-rule-notices.ts'
import { openLedger } from '../../../main/ledger/open.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

test('files that were taken before stay known, and those that were begun are taken on', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const database = new DatabaseSync(path)
  migrate(database, 0, [start, promises, eventTypes, verdicts, agents, files, rules, outbox, notices, ruleNotices])
  const counts = '{"events":1,"findings":0,"known":0,"refused":0}'
  database.exec(`
    INSERT INTO file (key, name, size, position, line, counts, problems, begun_at, finished_at)
      VALUES ('done', 'a.json', 9, 9, 2, '${counts}', '[]', 1, 2), ('begun', 'b.json', 9, 5, 2, '${counts}', '[]', 1, NULL);
  `)
  database.close()

  const ledger = openLedger({ path, onCommit: () => {} })
  expect(ledger.files.get('done')).toMatchObject({ name: 'a.json', finished_at: 2, moved_to: '' })
  expect(ledger.files.get('begun')).toMatchObject({ name: 'b.json', position: 5, finished_at: null, moved_to: null })
  expect(ledger.files.unplaced()).toEqual([])
  expect(ledger.files.putAway(0, 10)).toEqual([])
  ledger.close()
})
