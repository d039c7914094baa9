import { join } from 'node:path'
import { gatherEvidence, type Rule, type RunRecord } from './evidence.ts'
import { atMostFive, chargedRightly, rowForEveryRequest } from './rules/attempts.ts'
import { backOffHeld } from './rules/back-off.ts'
import { sentIsItsEvent, sentIsShown, sentIsSigned } from './rules/bytes.ts'
import { disabledByTheRule } from './rules/disabling.ts'
import { duplicatesOnlyAfterCrash, oneIdPerDelivery } from './rules/duplicates.ts'
import { heldForCause } from './rules/held.ts'
import { countsAreRight, fileIsWhole } from './rules/integrity.ts'
import { prunedWhenOver } from './rules/let-go.ts'
import { manualWasAskedFor } from './rules/manual.ts'
import { nothingLost, onlyWhoWanted } from './rules/nothing-lost.ts'
import { noticesInTurn } from './rules/notices.ts'
import { uncountedForCause } from './rules/own-trouble.ts'
import { oldAndNewSign } from './rules/rotation.ts'
import { secretsStaySecret } from './rules/secrecy.ts'
import { silentWhenDisabled } from './rules/silence.ts'
import { noWaitTooLong } from './rules/waits.ts'

const rules: Rule[] = [
  nothingLost,
  onlyWhoWanted,
  prunedWhenOver,
  heldForCause,
  atMostFive,
  rowForEveryRequest,
  chargedRightly,
  uncountedForCause,
  manualWasAskedFor,
  duplicatesOnlyAfterCrash,
  oneIdPerDelivery,
  silentWhenDisabled,
  backOffHeld,
  noWaitTooLong,
  disabledByTheRule,
  noticesInTurn,
  sentIsItsEvent,
  sentIsSigned,
  oldAndNewSign,
  sentIsShown,
  secretsStaySecret,
  fileIsWhole,
  countsAreRight,
]

/**
 * Holds the ledger in `record.folder` against what was seen from outside. Answers each broken promise as
 * `rule: what`. Call it once the app is closed, or dead: a request under way is in one and not yet in the other.
 */
export function check(record: RunRecord): string[] {
  const evidence = gatherEvidence(record, join(record.folder, 'ledger.sqlite'))
  return rules.flatMap(({ name, check: broken }) => broken(evidence).map((what) => `${name}: ${what}`))
}
