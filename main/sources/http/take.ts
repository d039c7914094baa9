import { storageTrouble } from '../../storage-trouble.ts'
import type { Log } from '../../log.ts'
import type { Tally } from '../tally.ts'
import type { openAllowance } from './allowance.ts'
import { type Answer, refuse } from './answer.ts'
import type { FaultyField, Read } from './read-input.ts'
import type { Item } from './read-items.ts'

/** `observed`: too mild to be an event, but rules have seen it. */
export type State = 'accepted' | 'known' | 'observed'
type Kept = { index: number; id: string; state: State }
type Fault = { index: number } & FaultyField

/** What becomes of one that is right; rejects where it could not be put on disk. */
export type Hand<T> = (input: T) => Promise<Omit<Kept, 'index'>>

type Parts = { allowance: ReturnType<typeof openAllowance>; tally: Tally; log: Log }

/**
 * Hands over all of a batch that are right, and answers once they are on disk: 202, or 200 where all were known already.
 * Where some are wrong it is 400: the answer names each field, and what was kept all the same.
 */
export async function takeAll<T>(
  items: readonly Item[],
  read: Read<T>,
  hand: Hand<T>,
  { allowance, tally, log }: Parts,
): Promise<Answer> {
  const wait = allowance.take(items.length)
  if (wait > 0)
    return refuse(429, 'Too many events at a time.', `Send again in ${wait} s.`, { 'retry-after': String(wait) })
  const faults: Fault[] = []
  const under: Promise<Kept>[] = []
  for (const [index, item] of items.entries()) {
    const said = 'unreadable' in item ? { faults: [{ path: '', message: item.unreadable }] } : read(item.value)
    if ('input' in said) under.push(hand(said.input).then((kept) => ({ index, ...kept })))
    else for (const fault of said.faults) faults.push({ index, ...fault })
  }
  const ends = await Promise.allSettled(under)
  const kept = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  const lost = ends.find((end) => end.status === 'rejected')
  const counts = {
    accepted: kept.filter(({ state }) => state !== 'known').length,
    known: kept.filter(({ state }) => state === 'known').length,
    refused: items.length - kept.length,
  }
  tally.count(counts)
  const told = { ...counts, events: kept, errors: faults }
  const refusal = lost ? refuseUnkept(lost.reason, log) : faults.length > 0 ? refuseFaulty(told) : null
  if (refusal) return { ...refusal, body: { ...refusal.body, ...told } }
  return { status: counts.accepted > 0 ? 202 : 200, body: told }
}

function refuseFaulty(told: { accepted: number; known: number; refused: number; errors: Fault[] }): Answer {
  const { accepted, known, refused, errors } = told
  const [first] = errors
  const kept = accepted + known > 0 ? `The other ${accepted + known} were kept` : 'Nothing was kept'
  return refuse(
    400,
    `${refused} of ${refused + accepted + known} are not right.`,
    `${kept}. Correct what “errors” names and send those again: “${first?.path ?? ''}”, ${first?.message ?? ''}`,
  )
}

/** The disk says no, or we are at fault; either way what was not kept is to be sent again. */
function refuseUnkept(error: unknown, log: Log): Answer {
  const trouble = storageTrouble(error)
  if (!trouble) log.error('what came in could not be accepted', error)
  const title = trouble?.message ?? 'This could not be accepted.'
  const next = 'Nothing of what “events” does not name was kept. Send that again, with the same ids.'
  return refuse(trouble ? 503 : 500, title, next, { 'retry-after': '10' })
}
