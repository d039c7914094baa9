import { agents } from './agents.ts'
import { clock } from './clock.ts'
import { diskCorrupt, diskTorn } from './disk-damaged.ts'
import { diskFull, diskReadOnly, diskSync } from './disk-failing.ts'
import { folder } from './folder.ts'
import { http } from './http.ts'
import { kill } from './kill.ts'
import { mail } from './mail.ts'
import { network } from './network.ts'
import type { Part } from './part.ts'
import { simulation } from './simulation.ts'

/** All that `npm run faults` runs, in this order. */
export const parts: Part[] = [
  clock,
  simulation,
  kill,
  network,
  diskFull,
  diskReadOnly,
  diskSync,
  diskTorn,
  diskCorrupt,
  http,
  mail,
  agents,
  folder,
]
