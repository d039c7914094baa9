import { expect, test } from 'vitest'
import { openPublisher } from '../../../main/bridge/publish.ts'
import type { Touched } from '../../../main/bridge/to-tell.ts'
import type { Change, ChangeMessage } from '../../../preload/contract/changes.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'

type Options = {
  read?: (touched: Touched) => Change[]
  /** What is scheduled runs as the test says. */
  byHand?: boolean
}

function open({ read, byHand = false }: Options = {}) {
  const clock = makeFakeClock()
  const turns: { run: () => void; ms: number }[] = []
  const keep = (run: () => void, ms: number) => {
    const turn = { run, ms }
    turns.push(turn)
    return () => void turns.splice(turns.indexOf(turn), turns.includes(turn) ? 1 : 0)
  }
  const sent: ChangeMessage[] = []
  const reads: Touched[] = []
  const failures: unknown[] = []
  const removedViews = ({ webhooks }: Touched): Change[] => [...webhooks].map((id) => ({ kind: 'webhook.removed', id }))
  const publisher = openPublisher({
    send: (message) => void sent.push(message),
    read: (touched) => {
      reads.push(touched)
      return (read ?? removedViews)(touched)
    },
    schedule: byHand ? keep : (run, ms) => clock.at(clock.now() + ms, run),
    failed: (error) => void failures.push(error),
  })
  return { clock, sent, reads, turns, failures, publisher }
}
const anyChange = (): Change[] => [{ kind: 'webhook.removed', id: 'any' }]
const removed = (...ids: string[]) => ids.map((id) => ({ kind: 'webhook.removed', id }))

test('touches within 50 ms become one message, and each id is read once', () => {
  const { clock, sent, reads, publisher } = open()
  publisher.touch({ webhooks: new Set(['a']) })
  clock.advance(49)
  publisher.touch({ webhooks: new Set(['a', 'b']), deliveries: new Set(['d']) })
  expect(sent).toEqual([])
  clock.advance(1)
  expect(sent).toEqual([{ revision: 1, changes: removed('a', 'b') }])
  expect(reads).toEqual([{ webhooks: new Set(['a', 'b']), deliveries: new Set(['d']), events: new Set() }])
})

test('more rows than a snapshot holds are not read one by one: the window sees a gap and asks for a new snapshot', () => {
  const { clock, sent, reads, publisher } = open()
  const many = new Set(Array.from({ length: 2001 }, (_, index) => `d${index}`))
  publisher.touch({ deliveries: many, webhooks: new Set(['a']), show: { screen: 'notices' } })
  clock.advance(50)
  expect(reads).toEqual([
    { webhooks: new Set(), deliveries: new Set(), events: new Set(), show: { screen: 'notices' } },
  ])
  expect(sent).toEqual([{ revision: 2, changes: [] }])
  publisher.touch({ deliveries: new Set([...many].slice(1)) })
  clock.advance(50)
  expect(reads.slice(1).flatMap(({ deliveries }) => [...deliveries])).toHaveLength(2000)
})

test('a constant stream is told every 50 ms and does not wait for silence', () => {
  const { clock, sent, publisher } = open()
  for (let ms = 0; ms < 200; ms += 10) {
    publisher.touch({ webhooks: new Set([`w${ms}`]) })
    clock.advance(10)
  }
  expect(sent.map(({ revision }) => revision)).toEqual([1, 2, 3, 4])
})

test('views are read when the message goes out, so the newest state is told', () => {
  let state = 'old'
  const { clock, sent, publisher } = open({ read: () => [{ kind: 'webhook.removed', id: state }] })
  publisher.touch({ webhooks: new Set(['a']) })
  state = 'new'
  clock.advance(50)
  expect(sent[0]?.changes).toEqual(removed('new'))
})

const ids = (count: number, prefix = 'd') => Array.from({ length: count }, (_, index) => `${prefix}${index}`)
const rowsOf = ({ webhooks, deliveries, events }: Touched) => webhooks.size + deliveries.size + events.size

test('many rows go out 64 at a time, each in a turn of its own, and each row once', () => {
  const { clock, sent, reads, publisher } = open()
  publisher.touch({ webhooks: new Set(ids(70, 'w')), deliveries: new Set(ids(60)), events: new Set(ids(20, 'e')) })
  clock.advance(49)
  expect(reads).toEqual([])
  clock.advance(1)
  expect(reads.map(rowsOf)).toEqual([64, 64, 22])
  expect(reads.flatMap(({ deliveries }) => [...deliveries])).toEqual(ids(60))
  expect(reads.flatMap(({ events }) => [...events])).toEqual(ids(20, 'e'))
  expect(sent.map(({ revision }) => revision)).toEqual([1, 2])
})

test('between two parts others get their turn', () => {
  const { sent, turns, publisher } = open({ read: anyChange, byHand: true })
  publisher.touch({ deliveries: new Set(ids(130)) })
  for (let turn = 0; turn < 3; turn += 1) {
    expect(turns).toHaveLength(1)
    turns.shift()?.run()
    expect(sent).toHaveLength(turn + 1)
  }
  expect(turns).toEqual([])
})

test('what is touched while parts wait comes 50 ms behind them, unless it waits there already', () => {
  const { reads, turns, publisher } = open({ read: anyChange, byHand: true })
  publisher.touch({ deliveries: new Set(ids(65)) })
  turns.shift()?.run()
  publisher.touch({ deliveries: new Set(['d0', 'd64']) })
  expect(turns.map(({ ms }) => ms)).toEqual([0])
  turns.shift()?.run()
  expect(reads[1]?.deliveries).toEqual(new Set(['d64']))
  expect(turns.map(({ ms }) => ms)).toEqual([50])
  turns.shift()?.run()
  expect(reads[2]?.deliveries).toEqual(new Set(['d0']))
  expect(turns).toEqual([])
})

test('a snapshot has all that waits: it is not read for it, and who does not get the snapshot sees a gap', () => {
  const { clock, sent, reads, publisher } = open()
  expect(publisher.revision()).toBe(0)
  publisher.touch({ webhooks: new Set(['a']), settings: true })
  expect(publisher.revision()).toBe(1)
  expect(publisher.revision()).toBe(1)
  clock.advance(1000)
  expect(sent).toEqual([])
  expect(reads).toEqual([])
  expect(clock.pending()).toEqual([])
  publisher.touch({ webhooks: new Set(['b']) })
  clock.advance(50)
  expect(sent).toEqual([{ revision: 2, changes: removed('b') }])
})

test('parts that still wait for their turn as a snapshot is asked for are left to it, too', () => {
  const { reads, turns, publisher } = open({ read: anyChange, byHand: true })
  publisher.touch({ deliveries: new Set(ids(130)) })
  turns.shift()?.run()
  expect(publisher.revision()).toBe(2)
  expect(turns).toEqual([])
  expect(reads).toHaveLength(1)
})

test('where the window is to go is in no snapshot: it is told behind it', () => {
  const { clock, sent, publisher } = open({ read: ({ show }) => (show ? [{ kind: 'show', place: show }] : []) })
  publisher.touch({ webhooks: new Set(['a']), show: { screen: 'notices' } })
  expect(publisher.revision()).toBe(1)
  clock.advance(50)
  expect(sent).toEqual([{ revision: 2, changes: [{ kind: 'show', place: { screen: 'notices' } }] }])
})

test('nothing touched, or nothing to show for it, is no message and no revision', () => {
  const { clock, sent, publisher } = open({ read: () => [] })
  publisher.touch({})
  expect(clock.pending()).toEqual([])
  publisher.touch({ settings: true })
  clock.advance(50)
  expect(sent).toEqual([])
  expect(publisher.revision()).toBe(0)
})

test('where reading fails a message with a gap goes out at once, so the window asks for a new snapshot, and publishing goes on', () => {
  let broken = true
  const { clock, sent, failures, publisher } = open({
    read: ({ webhooks }) => {
      if (broken) throw new Error('disk')
      return [...webhooks].map((id) => ({ kind: 'webhook.removed', id }))
    },
  })
  publisher.touch({ webhooks: new Set(['a']) })
  clock.advance(50)
  expect(sent).toEqual([{ revision: 2, changes: [] }])
  broken = false
  publisher.touch({ webhooks: new Set(['b']) })
  clock.advance(50)
  expect(failures).toEqual([new Error('disk')])
  expect(sent.slice(1)).toEqual([{ revision: 3, changes: removed('b') }])
})

test('what is touched while a message is made goes into the next one', () => {
  const { clock, sent, publisher } = open({
    read: ({ webhooks }) => {
      if (webhooks.has('a')) publisher.touch({ webhooks: new Set(['b']) })
      return [...webhooks].map((id) => ({ kind: 'webhook.removed', id }))
    },
  })
  publisher.touch({ webhooks: new Set(['a']) })
  clock.advance(100)
  expect(sent.map(({ changes }) => changes)).toEqual([removed('a'), removed('b')])
})

test('a closed publisher sends nothing more', () => {
  const { clock, sent, publisher } = open()
  publisher.touch({ webhooks: new Set(['a']) })
  publisher.close()
  publisher.touch({ webhooks: new Set(['b']) })
  clock.advance(1000)
  expect(sent).toEqual([])
})
