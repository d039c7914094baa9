import { openAgents } from './agents.ts'
import { openAttempts } from './attempts.ts'
import { openDatabase } from './database.ts'
import { openDeliveries } from './deliveries.ts'
import { openDeliveryLists } from './delivery-lists.ts'
import { openEvents } from './events.ts'
import { openFailedDeliveries } from './failed-deliveries.ts'
import { openFiles } from './files.ts'
import { openNotices } from './notices.ts'
import { openOutbox } from './outbox.ts'
import { openPruning } from './pruning.ts'
import { openRuleMemory } from './rule-memory.ts'
import { openRuleTable } from './rules.ts'
import { reportOnce, type ReportUnreadable } from './read.ts'
import { openTrouble } from './trouble.ts'
import { makeTouched, type Touched } from './touched.ts'
import { openWaiting } from './waiting.ts'
import { openWebhooks } from './webhooks.ts'

export type Ledger = ReturnType<typeof openLedger>

/**
 * Opens (and makes, and migrates) the SQLite database at `path`. Throws LedgerUnusable where it is newer than this
 * version of the app, is no database or can't be opened; the file is left as it was then.
 */
export function openLedger({ path, onCommit }: { path: string; onCommit: (touched: Touched) => void }) {
  const database = openDatabase(path)
  let tell: ReportUnreadable = () => {}
  const report = reportOnce((table, id, error) => tell(table, id, error))
  const trouble = openTrouble(database)
  const probe = database.prepare('UPDATE kept SET bytes = bytes')
  let touched: Touched | null = null

  /**
   * The one way to write: a transaction, told to `onCommit` once it is on disk. Inner calls join the outer one; where one
   * throws, what it did is undone and the outer one may go on.
   */
  function write<T>(run: (touched: Touched) => T): T {
    if (touched) return join(run, touched)
    const mine = makeTouched()
    let result: T
    try {
      database.exec('BEGIN IMMEDIATE')
      touched = mine
      result = run(mine)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      trouble.saw(error)
      throw error
    } finally {
      touched = null
    }
    trouble.committed()
    onCommit(mine)
    return result
  }

  function join<T>(run: (touched: Touched) => T, outer: Touched): T {
    database.exec('SAVEPOINT inner')
    try {
      return run(outer)
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK TO inner')
      trouble.saw(error)
      throw error
    } finally {
      if (database.isTransaction) database.exec('RELEASE inner')
    }
  }

  return {
    write,
    webhooks: openWebhooks(database, report),
    events: openEvents(database, report),
    agents: openAgents(database, report),
    deliveries: {
      ...openDeliveries(database, report),
      ...openDeliveryLists(database, report),
      ...openFailedDeliveries(database, report),
    },
    attempts: openAttempts(database, report),
    waiting: openWaiting(database),
    files: openFiles(database, report),
    notices: openNotices(database, report),
    outbox: openOutbox(database, report),
    pruning: openPruning(database),
    rules: openRuleTable(database, report),
    ruleMemory: openRuleMemory(database),
    trouble: trouble.state,
    /** Writes, and changes nothing: whether the trouble is over. */
    probe: () => write(() => probe.run()),
    /** Told once of each row that can't be read; everything else goes on without it. */
    onUnreadable: (listener: ReportUnreadable) => void (tell = listener),
    close: () => database.close(),
  }
}
