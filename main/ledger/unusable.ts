import type { RecoveryKind } from '../../preload/contract/recovery.ts'

/** The ledger can't be opened. The message says why and what to do; the file was not changed. */
export class LedgerUnusable extends Error {
  override name = 'LedgerUnusable'
  readonly kind: Exclude<RecoveryKind, 'none'>

  constructor(kind: Exclude<RecoveryKind, 'none'>, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
