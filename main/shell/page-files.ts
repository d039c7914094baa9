import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

/** One file of the page: where it lies and what it is. */
export type PageFile = { path: string; type: string }
/** URL path, such as `/assets/index-3f.js`, → file. */
export type PageFiles = ReadonlyMap<string, PageFile>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/**
 * Lists the built page once. Links, and files of a kind the page has no use for (source maps, dot files), are left out.
 * Throws where `folder` can't be read: then the app was built or installed wrongly.
 */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>()
  // By hand, because Electron's readdir of an asar archive does not promise `recursive`.
  const walk = (inside: string) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = `${inside}/${entry.name}`
      const type = types[extname(entry.name)]
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && type !== undefined && !entry.name.startsWith('.'))
        files.set(path, { path: join(folder, path), type })
    }
  }
  walk('')
  return files
}
