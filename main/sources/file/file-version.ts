import type { BigIntStats } from 'node:fs'

/** By which it shows that a file was written to, or that another one has its name now. `modified`: ns since 1970. */
export type FileVersion = { inode: bigint; size: bigint; modified: bigint }

export const versionOf = ({ ino, size, mtimeNs }: BigIntStats): FileVersion => ({ inode: ino, size, modified: mtimeNs })

/** The inode has no say: on some shares it is another one at each look. */
export const isUnchanged = (a: FileVersion, b: FileVersion): boolean => a.size === b.size && a.modified === b.modified
