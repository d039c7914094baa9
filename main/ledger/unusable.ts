/** The ledger can't be opened. The message says why and what to do; the file was not changed. */
export class LedgerUnusable extends Error {
  override name = 'LedgerUnusable'
}
