import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { openFolderSource } from '../../../../main/sources/folder/source.ts'
import { openWorkstation } from '../../../support/workstation.ts'

/** A workstation with a folder that is watched, on a fake clock; what the watcher sees, `changed` tells. */
export async function openFolderStation({ mapping = null }: { mapping?: Mapping | null } = {}) {
  const station = await openWorkstation()
  const path = join(station.folder, 'watched')
  mkdirSync(path)
  const errors: string[] = []
  let tell = () => {}

  const start = (intake: Parameters<typeof openFolderSource>[0]['intake'] = station.engine()) => {
    const source = openFolderSource(
      {
        intake,
        files: station.ledger().files,
        clock: station.clock,
        log: { info: () => {}, warn: () => {}, error: (what, error) => void errors.push(`${what}: ${String(error)}`) },
        changed: () => {},
      },
      (_path, changed) => {
        tell = changed
        return () => {}
      },
    )
    source.follow({ on: true, path, mapping })
    return source
  }
  let source = start()

  return {
    station,
    path,
    errors,
    start: (intake?: Parameters<typeof start>[0]) => (source = start(intake)),
    view: () => source.view(),
    stop: () => source.close(),
    changed: () => tell(),
    write: (name: string, text: string | Uint8Array) => writeFileSync(join(path, name), text),
    /** Time goes by, and what falls due meanwhile is done. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 1000) {
        await source.idle()
        station.clock.advance(Math.min(left, 1000))
      }
      await source.idle()
    },
    /** The names in the folder, or in one of its own. */
    names: (of = '') =>
      existsSync(join(path, of))
        ? readdirSync(join(path, of)).filter((name) => name !== 'done' && name !== 'failed')
        : [],
    read: (name: string) => readFileSync(join(path, name), 'utf8'),
    titles: async () => (await station.call('events.page', { limit: 200 })).map(({ title }) => title).toReversed(),
    async [Symbol.asyncDispose]() {
      await source.close()
      await station.close()
    },
  }
}

export const anEvent = (title: string, more: object = {}) => JSON.stringify({ severity: 'high', title, ...more })
