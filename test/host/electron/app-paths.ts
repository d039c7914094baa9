import { mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { executable } from '../impersonate.ts'

export type PathName = Parameters<Electron.App['getPath']>[0]

const home = homedir()
const chosen = new Map<string, string>()

function appData(): string {
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support')
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming')
  return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config')
}

/** A folder of the desktop's user: Linux lets people name them in a file. */
function userFolder(key: string, name: string): string {
  try {
    const file = readFileSync(join(appData(), 'user-dirs.dirs'), 'utf8')
    const path = new RegExp(`^XDG_${key}_DIR="(.*)"`, 'm').exec(file)?.[1]
    if (path) return path.replace('$HOME', home)
  } catch {
    // Not set up: the usual name holds.
  }
  return join(home, name)
}

export function createPaths(appName: () => string) {
  const userData = (): string => chosen.get('userData') ?? join(getPath('appData'), appName())
  const paths: Record<PathName, () => string> = {
    home: () => home,
    appData,
    userData,
    sessionData: userData,
    temp: tmpdir,
    exe: () => executable,
    module: () => executable,
    assets: () => process.resourcesPath,
    logs: () => join(userData(), 'logs'),
    crashDumps: () => join(userData(), 'Crashpad'),
    desktop: () => userFolder('DESKTOP', 'Desktop'),
    documents: () => userFolder('DOCUMENTS', 'Documents'),
    downloads: () => userFolder('DOWNLOAD', 'Downloads'),
    music: () => userFolder('MUSIC', 'Music'),
    pictures: () => userFolder('PICTURES', 'Pictures'),
    videos: () => userFolder('VIDEOS', 'Videos'),
    recent: () => join(appData(), 'Microsoft', 'Windows', 'Recent'),
  }
  function getPath(name: PathName): string {
    const path = chosen.get(name) ?? paths[name]?.()
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }
  return {
    getPath,
    setPath: (name: string, path: string) => {
      if (!isAbsolute(path)) throw new Error('Path must be absolute')
      mkdirSync(path, { recursive: true })
      chosen.set(name, path)
    },
  }
}
