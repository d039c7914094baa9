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
import { openLedger } from '../../../main/ledger/open.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

test('what was told before there was a list counts as read, and is not shown on the desktop now', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const database = new DatabaseSync(path)
  migrate(database, 0, [start, promises, eventTypes, verdicts, agents, files, rules, outbox])
  database.exec(`
    INSERT INTO webhook (id, definition, url_shown, url_whole, sealed, created_at, updated_at, since)
      VALUES ('whk_1', '{}', 'https://…', 1, x'01', 1, 2, 3);
    INSERT INTO notice (id, kind, webhook_id, reason, at) VALUES ('ntc_old', 'early', 'whk_1', 'HTTP 503', 70);
  `)
  database.close()

  const ledger = openLedger({ path, onCommit: () => {} })
  const insert = {
    id: 'ntc_new',
    kind: 'disabled',
    webhookId: 'whk_1',
    deliveryId: null,
    reason: 'Gone',
    at: 90,
  } as const
  ledger.write(() => ledger.notices.insert(insert))
  expect(ledger.notices.page(null, 10).map((row) => [row.id, row.read_at])).toEqual([
    ['ntc_new', null],
    ['ntc_old', 70],
  ])
  expect(ledger.notices.unread()).toBe(1)
  expect(ledger.outbox.page('desktop', 10).map(({ ref }) => ref)).toEqual(['ntc_new'])
  ledger.close()
})
