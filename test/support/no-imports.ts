import { systemClock } from '../../main/engine/effects.ts'
import type { Engine } from '../../main/engine/open.ts'
import { openImports } from '../../main/sources/import/imports.ts'

/** Import on a workstation where nobody chooses a file. */
export const noImports = ({ engine, folder }: { engine: Engine; folder: string }) => ({
  imports: openImports({ intake: engine, clock: systemClock, folder, log: { error: () => {} } }),
  chooseFolder: async () => null,
  chooseFile: async () => null,
})
