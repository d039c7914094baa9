import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'

export interface LocatedApp {
  entry: string
  folder: string
  name: string | undefined
  version: string | undefined
  isModule: boolean
}

interface Manifest {
  main?: string
  name?: string
  productName?: string
  version?: string
  type?: string
}

/** Finds an app as Electron does: a folder with a package.json, or the main script itself. */
export function locateApp(argument: string): LocatedApp {
  const target = resolve(argument)
  const manifest = join(target, 'package.json')
  const found: Manifest = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest) : {}
  const entry = existsSync(manifest) ? join(target, found.main ?? 'index.js') : target
  if (!existsSync(entry)) throw new Error(`Unable to find Electron app at ${target}\n\nCannot find ${entry}`)
  return {
    entry,
    folder: existsSync(manifest) ? target : dirname(entry),
    name: found.productName ?? found.name,
    version: found.version,
    isModule: extname(entry) === '.mjs' || (extname(entry) !== '.cjs' && found.type === 'module'),
  }
}
