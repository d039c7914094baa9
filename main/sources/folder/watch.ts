import { watch as watchFolder } from 'node:fs'

/** Answers a function that stops watching. Throws where the folder can't be watched. */
export type Watch = (path: string, changed: () => void, failed: (error: unknown) => void) => () => void

export const nodeWatch: Watch = (path, changed, failed) => {
  const watcher = watchFolder(path, { persistent: false }, changed)
  watcher.on('error', failed)
  return () => watcher.close()
}
