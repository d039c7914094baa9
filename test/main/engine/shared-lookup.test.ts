import { afterEach, beforeEach, expect, test } from 'vitest'
import { openConnect } from '../../../main/engine/connect.ts'
import { type LookupAll, lookUp } from '../../../main/engine/guard.ts'
import { openSender } from '../../../main/engine/send.ts'
import { openSharedLookup } from '../../../main/engine/shared-lookup.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { aLookup, aRoute } from '../../support/routes.ts'

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

/** Two at once, like the threads of the process by default; names that hang never end. */
function twoAtOnce(names: Record<string, string[]>) {
  const { lookup, looked } = aLookup(names)
  const hanging = new Set<string>()
  const queue: (() => void)[] = []
  let busy = 0
  const next = () => void (busy < 2 && queue.shift()?.())
  const pooled: LookupAll = (name, options, callback) => {
    queue.push(() => {
      busy += 1
      looked.push(`${name} begun`)
      if (hanging.has(name)) return
      lookup(name, options, (...found) => {
        busy -= 1
        callback(...found)
        next()
      })
    })
    next()
  }
  return { lookup: pooled, hanging, begun: (name: string) => looked.filter((one) => one === `${name} begun`).length }
}

const here = { localhost: ['127.0.0.1'], 'quick.test': ['127.0.0.1'] }

test('webhooks whose name hangs keep one lookup busy, and others are sent to as ever', async () => {
  const pool = twoAtOnce(here)
  pool.hanging.add('hung.test')
  const trust = { bundled: () => [receiver.ca], system: () => [] }
  const sender = openSender({ connect: openConnect({ trust, lookup: pool.lookup }) })
  const stop = new AbortController()
  const send = (url: string, signal: AbortSignal) =>
    sender.send({ url: new URL(url), headers: [], body: '{}' }, { route: aRoute(), signal })
  const hung = Array.from({ length: 8 }, () => send('https://hung.test/', stop.signal))
  const quick = await send(receiver.url.replace('127.0.0.1', 'localhost'), AbortSignal.timeout(2_000))
  expect(quick).toMatchObject({ kind: 'answer', answer: { status: 200 } })
  stop.abort()
  for (const one of await Promise.all(hung)) expect(one).toMatchObject({ kind: 'fault', why: 'stopped' })
  expect(pool.begun('hung.test')).toBe(1)
  sender.close()
})

test('all who ask for a name while it is looked up get the one answer, and whoever asks later a new one', async () => {
  const pool = twoAtOnce(here)
  const lookup = openSharedLookup(pool.lookup)
  const found = [{ address: '127.0.0.1', family: 4 }]
  const both = Promise.all([lookUp('quick.test', lookup), lookUp('quick.test', lookup)])
  expect(await both).toEqual([found, found])
  expect(pool.begun('quick.test')).toBe(1)
  await lookUp('quick.test', lookup)
  expect(pool.begun('quick.test')).toBe(2)
})

test('a name that is not found is not found for all who asked', async () => {
  const lookup = openSharedLookup(aLookup({}).lookup)
  const asked = await Promise.allSettled([lookUp('gone.test', lookup), lookUp('gone.test', lookup)])
  for (const one of asked) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'ENOTFOUND' } })
})

test('a name whose lookup could not begin is looked up anew', async () => {
  const { lookup } = aLookup(here)
  let calls = 0
  const throwing: LookupAll = (...asked) => {
    if ((calls += 1) === 1) throw new TypeError('no')
    lookup(...asked)
  }
  const shared = openSharedLookup(throwing)
  await expect(lookUp('quick.test', shared)).rejects.toThrow('no')
  expect(await lookUp('quick.test', shared)).toHaveLength(1)
})

test('with every lookup hung, a name that was answered before makes do with that answer', async () => {
  const pool = twoAtOnce(here)
  const lookup = openSharedLookup(pool.lookup, 5)
  const found = await lookUp('quick.test', lookup)
  for (const name of ['hung-1.test', 'hung-2.test']) {
    pool.hanging.add(name)
    void lookUp(name, lookup)
  }
  expect(await lookUp('quick.test', lookup)).toEqual(found)
  expect(await lookUp('quick.test', lookup)).toEqual(found)
  expect(pool.begun('quick.test')).toBe(1)
})

test('a name that is gone is not answered with what it was', async () => {
  const answers: Parameters<Parameters<LookupAll>[2]>[] = [
    [null, [{ address: '127.0.0.1', family: 4 }]],
    [Object.assign(new Error('gone'), { code: 'ENOTFOUND' }), []],
  ]
  const lookup = openSharedLookup((_name, _options, callback) => {
    const answer = answers.shift()
    if (answer) callback(...answer)
  }, 5)
  await lookUp('moved.test', lookup)
  await expect(lookUp('moved.test', lookup)).rejects.toMatchObject({ code: 'ENOTFOUND' })
  const late = new Promise((resolve) => setTimeout(resolve, 50, 'nothing'))
  expect(await Promise.race([lookUp('moved.test', lookup), late])).toBe('nothing')
})
