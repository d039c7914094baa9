import type { Settings } from '../../preload/contract/settings.ts'
import type { Source, SourceKind } from '../../preload/contract/source.ts'
import type { Clock } from '../engine/effects.ts'
import type { Engine } from '../engine/open.ts'
import type { Log } from '../log.ts'

/** What a source acts on. */
export type SourceParts = {
  /** Where what comes in is handed over: it counts once the promise is kept. */
  intake: Pick<Engine, 'accept' | 'observe'>
  clock: Clock
  log: Log
  /** The data folder; a source keeps its own files in a folder of it. */
  folder: string
  /** The version of the app. */
  version: string
  /** What `view` answers has changed. */
  changed: () => void
  /** The ports we listen on: nothing may be sent to them. */
  ownPorts: (ports: readonly number[]) => void
}

/** One source, while the app runs. */
export type SourceOf<K extends SourceKind> = {
  /** As the window sees it. */
  view: () => Extract<Source, { kind: K }>
  /** Becomes what the settings say: it starts, stops or moves in its own time, and tells of it by `changed`. */
  follow: (settings: Settings['sources'][K]) => void
  /** Takes nothing in any more; what it had begun to is done. */
  close: () => Promise<void>
}
