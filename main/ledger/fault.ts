/**
 * What a file or a disk can do to the ledger. `locked`: another program holds it. `full`; `read-only`; `unreachable`: it
 * can't be opened, read or written; `damaged`: what is in it does not hold together.
 */
export type LedgerFault = 'locked' | 'full' | 'read-only' | 'unreachable' | 'damaged'

// https://sqlite.org/rescode.html, the primary codes.
const sqliteFaults = new Map<number, LedgerFault>([
  [3, 'read-only'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [10, 'unreachable'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'unreachable'],
  [26, 'damaged'],
])
const systemFaults = new Map<string, LedgerFault>([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['EBUSY', 'locked'],
  ['EIO', 'unreachable'],
  ['ENOENT', 'unreachable'],
  ['ENOTDIR', 'unreachable'],
  ['EISDIR', 'unreachable'],
])

/** Which fault an error of node:sqlite or node:fs tells of; null for any other error. */
export function faultOf(error: unknown): LedgerFault | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  if (error.code !== 'ERR_SQLITE_ERROR') return systemFaults.get(error.code) ?? null
  // The low byte; the rest says more exactly where.
  return 'errcode' in error && typeof error.errcode === 'number'
    ? (sqliteFaults.get(error.errcode & 0xff) ?? null)
    : null
}

export const isDamage = (error: unknown): boolean => faultOf(error) === 'damaged'
