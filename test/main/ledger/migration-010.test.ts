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
import { openLedger } from '../../../main/ledger/open.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

test('notices of webhooks, what was read of them and what waits to be told stay; a rule can have some then', () => {
  using folder = makeTempDir()
  const path = join(folder.path, 'ledger.sqlite')
  const database = new DatabaseSync(path)
  migrate(database, 0, [start, promises, eventTypes, verdicts, agents, files, rules, outbox, notices])
  database.exec(`
    INSERT INTO webhook (id, definition, url_shown, url_whole, sealed, created_at, updated_at, since)
      VALUES ('whk_1', '{}', 'https://…', 1, x'01', 1, 2, 3);
    INSERT INTO notice (id, kind, webhook_id, reason, at) VALUES ('ntc_gone', 'early', 'whk_1', 'HTTP 503', 60);
    INSERT INTO notice (id, kind, webhook_id, reason, at, read_at) VALUES ('ntc_read', 'early', 'whk_1', 'HTTP 503', 70, 71);
    INSERT INTO notice (id, kind, webhook_id, delivery_id, reason, at) VALUES ('ntc_new', 'disabled', 'whk_1', 'dlv_1', 'Gone', 80);
    DELETE FROM notice WHERE id = 'ntc_gone';
    UPDATE outbox SET state = 'sent' WHERE ref = 'ntc_read';
    INSERT INTO rule (id, name, definition, created_at, begun_at) VALUES ('rul_1', 'R', '{}', 1, 1);
  `)
  database.close()

  const ledger = openLedger({ path, onCommit: () => {} })
  expect(ledger.notices.page(null, 10)).toMatchObject([
    { seq: 3, id: 'ntc_new', webhook_id: 'whk_1', rule_id: null, delivery_id: 'dlv_1', at: 80, read_at: null },
    { seq: 2, id: 'ntc_read', webhook_id: 'whk_1', rule_id: null, delivery_id: null, at: 70, read_at: 71 },
  ])
  const waiting = () => ledger.outbox.due('mail', 'notice', 1000, 10).map(({ ref }) => ref)
  expect(waiting()).toEqual(['ntc_new'])

  const insert = { id: 'ntc_rule', kind: 'stopped', ruleId: 'rul_1', reason: 'It failed', at: 90 } as const
  ledger.write(() => ledger.notices.insert(insert))
  expect(waiting()).toEqual(['ntc_new', 'ntc_rule'])
  expect(ledger.outbox.page('desktop', 10).map(({ ref }) => ref)).toEqual(['ntc_rule', 'ntc_new', 'ntc_read'])
  ledger.write(() => ledger.rules.drop('rul_1'))
  expect(ledger.notices.unread()).toBe(1)
  expect(waiting()).toEqual(['ntc_new'])
  ledger.close()
})
