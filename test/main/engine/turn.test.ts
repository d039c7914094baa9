import { expect, test } from 'vitest'
import { openTurn } from '../../../main/engine/turn.ts'
import type { Ledger } from '../../../main/ledger/open.ts'
import { addEvent, openSample } from '../ledger/open-sample.ts'

const newEvent = (id: string) => ({
  id,
  type: 'security.critical' as const,
  timestamp: '2026-11-23T10:00:00.000Z',
  data: { severity: 'critical' as const, title: 'T' },
  subject: null,
  source: 'manual' as const,
  acceptedAt: 0,
})

function openTurnSample(change: (ledger: Ledger) => Ledger = (ledger) => ledger) {
  const sample = openSample()
  const ledger = change(sample.ledger)
  let time = 0
  const writes = openTurn({ ledger, before: () => {}, after: () => {}, monotonic: () => time })
  const accept = (id: string) => writes.do(() => ledger.events.insert(newEvent(id)))
  const stored = () => sample.ledger.events.page(null, 100).map(({ id }) => id)
  return { ...sample, writes, accept, stored, pass: (ms: number) => void (time += ms) }
}

test('what comes in one turn of the loop goes to disk in one transaction, and is answered then', async () => {
  using sample = openTurnSample()
  const answers = Promise.all(['a', 'b', 'c'].map(sample.accept))
  expect(sample.stored()).toEqual([])
  expect(await answers).toEqual([1, 2, 3])
  expect(sample.stored()).toEqual(['c', 'b', 'a'])
  expect(sample.commits).toHaveLength(1)
})

const nextTurn = () => new Promise(setImmediate)

test.for<[number, number]>([
  [1, 2],
  [4, 1],
])('with %i writes waiting, one that comes in the next turn makes %i transactions', async ([waiting, transactions]) => {
  using sample = openTurnSample()
  const answers = Array.from({ length: waiting }, (_, index) => sample.accept(`evt_${index}`))
  await nextTurn()
  answers.push(sample.accept('later'))
  await Promise.all(answers)
  expect(sample.commits).toHaveLength(transactions)
})

test('a load that goes on is not gathered for ever', async () => {
  using sample = openTurnSample()
  const answers: Promise<unknown>[] = []
  for (let turns = 0; turns < 100; turns += 1) {
    answers.push(sample.accept(`evt_${turns}`))
    await nextTurn()
  }
  await Promise.all(answers)
  expect(sample.commits.length).toBeGreaterThan(1)
})

test('more than there is time for goes in several transactions, in order; claims wait for none of them', async () => {
  using sample = openTurnSample()
  const order: string[] = []
  const slow = (name: string) =>
    sample.writes.do(() => {
      order.push(name)
      sample.pass(2)
    })
  const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map(slow))
  await sample.writes.last(() => void order.push('claim'))
  expect(order).toEqual(['a', 'b', 'c', 'claim'])
  expect(sample.writes.busy()).toBe(true)
  await all
  expect(order).toEqual(['a', 'b', 'c', 'claim', 'd', 'e'])
  expect(sample.commits).toHaveLength(2)
})

test('one that throws fails alone: what it wrote is undone, what the others wrote stays', async () => {
  using sample = openTurnSample()
  const bad = sample.writes.do(() => {
    addEvent(sample.ledger, 'half')
    throw new Error('no')
  })
  const results = await Promise.allSettled([sample.accept('a'), bad, sample.accept('b')])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(sample.stored()).toEqual(['b', 'a'])
  expect(sample.commits).toHaveLength(1)
})

test.for(['begins', 'is committed'])(
  'where the disk refuses as the transaction %s, all of it is refused',
  async (when) => {
    const refused = new Error('disk full')
    using sample = openTurnSample((ledger) => ({
      ...ledger,
      write: (run) => {
        if (when === 'begins') throw refused
        return ledger.write((touched) => {
          run(touched)
          throw refused
        })
      },
    }))
    const results = await Promise.allSettled(['a', 'b'].map(sample.accept))
    expect(results).toEqual([
      { status: 'rejected', reason: refused },
      { status: 'rejected', reason: refused },
    ])
    expect(sample.stored()).toEqual([])
  },
)

test('what is to come last comes last, also where it is asked for by one of the others', async () => {
  using sample = openTurnSample()
  const order: string[] = []
  const last = sample.writes.last(() => void order.push('last'))
  const first = sample.writes.do(() => {
    order.push('first')
    void sample.writes.last(() => void order.push('asked for'))
  })
  await Promise.all([first, sample.writes.do(() => void order.push('second')), last])
  expect(order).toEqual(['first', 'second', 'last', 'asked for'])
  expect(sample.commits).toHaveLength(1)
})

test('a later turn goes on after one that was refused', async () => {
  let full = true
  using sample = openTurnSample((ledger) => ({
    ...ledger,
    write: (run) => {
      if (full) throw new Error('disk full')
      return ledger.write(run)
    },
  }))
  await expect(sample.accept('a')).rejects.toThrow('disk full')
  full = false
  expect(await sample.accept('b')).toBe(1)
})
