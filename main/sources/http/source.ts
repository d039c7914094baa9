import { join } from 'node:path'
import type { Settings } from '../../../preload/contract/settings.ts'
import type { HttpSource, SourceState } from '../../../preload/contract/source.ts'
import { Refusal } from '../../refusal.ts'
import type { SourceOf, SourceParts } from '../source.ts'
import { openTally } from '../tally.ts'
import { openAllowance } from './allowance.ts'
import { makeHandle } from './handle.ts'
import { openIdentity } from './identity.ts'
import { listen, type Listening } from './listen.ts'
import { makeOpenapi } from './openapi.ts'
import { portTrouble } from './port-trouble.ts'
import { makeRoutes } from './routes.ts'
import { openToken } from './token.ts'

type Wanted = Settings['sources']['http']

/** Before the first settings. */
const unasked: Wanted = { on: false, port: 0, tls: true, mapping: null }

/** What took the port may let go of it. */
const againMs = 30_000

const isSamePlace = (a: Wanted, b: Wanted) => a.on === b.on && a.port === b.port && a.tls === b.tls

/** Events over HTTP from programs on this workstation. */
export function openHttpSource(
  parts: SourceParts,
): SourceOf<'http'> & { rotateToken: () => string; openapi: () => string } {
  const { clock, log, changed, ownPorts, version } = parts
  const folder = join(parts.folder, 'http-source')
  const tally = openTally(parts)
  const token = openToken(join(folder, 'token.json'))
  const allowance = openAllowance(clock.monotonic)
  let wanted = unasked
  let listening: (Listening & { as: Wanted }) | null = null
  let certificate: HttpSource['certificate'] = null
  let state: SourceState = 'off'
  let callOff = () => {}
  /** Each start and stop waits for the one before. */
  let work = Promise.resolve()

  const port = () => listening?.port ?? wanted.port
  const url = () => `${wanted.tls ? 'https' : 'http'}://127.0.0.1:${port()}`
  const openapi = () => makeOpenapi({ url: url(), version, mapping: wanted.mapping })
  const routeOf = makeRoutes({ ...parts, allowance, tally, mapping: () => wanted.mapping })
  const handle = makeHandle({ routeOf, token, tally, openapi, port })
  const failed = (error: unknown) => log.error('the local HTTP source has failed', error)

  function become(next: SourceState): void {
    state = next
    changed()
  }

  async function bring(): Promise<void> {
    const as = wanted
    if (listening && isSamePlace(listening.as, as)) return
    callOff()
    await stop()
    if (!as.on) return become('off')
    become('starting')
    try {
      await start(as)
      tally.heal()
      become('on')
    } catch (error) {
      const { message, next } = portTrouble(error, as.port, folder)
      // Once, and not at each try.
      if (tally.now().lastError?.message !== message)
        log.error('the local HTTP source can not listen', error, { port: as.port })
      tally.fail(message, next)
      become('failed')
      callOff = clock.at(clock.now() + againMs, queue)
    }
  }

  async function start(as: Wanted): Promise<void> {
    const identity = as.tls ? openIdentity(folder, clock.now()) : null
    certificate = identity && { file: identity.file, fingerprint: identity.fingerprint, notAfter: identity.notAfter }
    const opened = await listen({ port: as.port, identity, handle, failed })
    listening = { ...opened, as }
    ownPorts([opened.port])
  }

  async function stop(): Promise<void> {
    const before = listening
    if (!before) return
    await before.close()
    listening = null
    ownPorts([])
  }

  function queue(): void {
    work = work.then(bring).catch(failed)
  }

  return {
    view: () => ({ kind: 'http', state, ...tally.now(), url: url(), tokenMadeAt: token.madeAt(), certificate }),
    follow: (next) => {
      const before = wanted
      wanted = next
      // Off it is already, at first. By which mapping it reads needs no other place.
      const stays = before === unasked ? !next.on : isSamePlace(before, next)
      if (!stays) queue()
    },
    rotateToken: () => {
      try {
        const made = token.rotate(clock.now())
        changed()
        return made
      } catch (error) {
        log.error('a token could not be kept', error)
        throw new Refusal(
          'unavailable',
          `The token can’t be kept in ${folder}. Check the disk and that the folder is yours, then try again.`,
        )
      }
    },
    openapi: () => JSON.stringify(openapi(), null, 2),
    close: () => {
      wanted = { ...wanted, on: false }
      queue()
      return work
    },
  }
}
