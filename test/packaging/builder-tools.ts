import { createRequire } from 'node:module'
import type { Configuration } from 'electron-builder'

// electron-builder brings these along; they are found from its own place, so that they are the ones it uses.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const library = createRequire(builder.resolve('app-builder-lib'))

type ConfigTools = {
  getConfig(folder: string, path: string | null, options: null): Promise<Configuration>
  validateConfiguration(config: Configuration, log: { add(): void; isEnabled: boolean }): Promise<void>
}
type Asar = {
  listPackage(archive: string, options: { isPack: boolean }): string[]
  extractFile(archive: string, name: string): Buffer
}

const configTools: ConfigTools = library('app-builder-lib/out/util/config/config')
export const asar: Asar = library('@electron/asar')

/** Reads electron-builder.yml as electron-builder does. */
export const readConfig = (folder: string) => configTools.getConfig(folder, null, null)

/** Rejects with electron-builder's own words where the schema says no. */
export const validate = (config: Configuration) =>
  configTools.validateConfiguration(config, { add: () => {}, isEnabled: false })

/** The command line of electron-builder, to be run by Node. */
export const builderCli = builder.resolve('electron-builder/cli.js')
