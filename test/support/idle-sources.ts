import type { Clock } from '../../main/engine/effects.ts'
import type { Engine } from '../../main/engine/open.ts'
import { openSources } from '../../main/sources/index.ts'

/** The sources of a workstation on which none is turned on. */
export const idleSources = ({ engine, clock, folder }: { engine: Engine; clock: Clock; folder: string }) =>
  openSources({
    intake: engine,
    files: {
      get: () => null,
      waiting: () => [],
      unplaced: () => [],
      putAway: () => [],
      put: () => {},
      forget: () => {},
    },
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    folder,
    version: '0',
    changed: () => {},
    ownPorts: () => {},
  })
