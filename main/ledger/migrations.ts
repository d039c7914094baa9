import type { DatabaseSync } from 'node:sqlite'
import { start } from './migrations/001-start.ts'
import { promises } from './migrations/002-promises.ts'
import { eventTypes } from './migrations/003-event-types.ts'
import { verdicts } from './migrations/004-verdicts.ts'
import { agents } from './migrations/005-agents.ts'
import { files } from './migrations/006-files.ts'
import { rules } from './migrations/007-rules.ts'
import { outbox } from './migrations/008-outbox.ts'
import { notices } from './migrations/009-notices.ts'
import { ruleNotices } from './migrations/010-rule-notices.ts'
import { grownFiles } from './migrations/011-grown-files.ts'
import { ruleWaits } from './migrations/012-rule-waits.ts'

/** In order, never edited once released: position + 1 is the version a database has after it (`user_version`). */
const migrations = [
  start,
  promises,
  eventTypes,
  verdicts,
  agents,
  files,
  rules,
  outbox,
  notices,
  ruleNotices,
  grownFiles,
  ruleWaits,
]

export const newestVersion = migrations.length

/** Brings the database to the newest version, one transaction a step, so a crash leaves a version that exists. */
export function migrate(database: DatabaseSync, version: number, steps: readonly string[] = migrations): void {
  steps.slice(version).forEach((sql, index) => {
    database.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${version + index + 1}; COMMIT;`)
  })
}
