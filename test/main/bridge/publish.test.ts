import { expect, test } from 'vitest'
import { openPublisher, type Touched } from '../../../main/bridge/publish.ts'
import type { Change, ChangeMessage } from '../../../preload/contract/changes.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'

function open(read?: (touched: Touched) => Change[]) {
  const clock = makeFakeClock()
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
    schedule: (run, ms) => clock.at(clock.now() + ms, run),
    failed: (error) => void failures.push(error),
  })
  return { clock, sent, reads, failures, publisher }
}
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
  publisher.touch({ deliveries: many, webhooks: new Set(['a']), show: 'webhooks' })
  clock.advance(50)
  expect(reads).toEqual([{ webhooks: new Set(), deliveries: new Set(), events: new Set(), show: 'webhooks' }])
  expect(sent).toEqual([{ revision: 2, changes: [] }])
  publisher.touch({ deliveries: new Set([...many].slice(1)) })
  clock.advance(50)
  expect(reads).toHaveLength(2)
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
  const { clock, sent, publisher } = open(() => [{ kind: 'webhook.removed', id: state }])
  publisher.touch({ webhooks: new Set(['a']) })
  state = 'new'
  clock.advance(50)
  expect(sent[0]?.changes).toEqual(removed('new'))
})

test('asking for the revision sends what waits first, and not a second time later', () => {
  const { clock, sent, publisher } = open()
  expect(publisher.revision()).toBe(0)
  publisher.touch({ webhooks: new Set(['a']) })
  expect(publisher.revision()).toBe(1)
  clock.advance(1000)
  expect(sent).toHaveLength(1)
  expect(clock.pending()).toEqual([])
})

test('nothing touched, or nothing to show for it, is no message and no revision', () => {
  const { clock, sent, publisher } = open(() => [])
  publisher.touch({})
  expect(clock.pending()).toEqual([])
  publisher.touch({ settings: true })
  clock.advance(50)
  expect(sent).toEqual([])
  expect(publisher.revision()).toBe(0)
})

test('where reading fails a message with a gap goes out at once, so the window asks for a new snapshot, and publishing goes on', () => {
  let broken = true
  const { clock, sent, failures, publisher } = open(({ webhooks }) => {
    if (broken) throw new Error('disk')
    return [...webhooks].map((id) => ({ kind: 'webhook.removed', id }))
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
  const { clock, sent, publisher } = open(({ webhooks }) => {
    if (webhooks.has('a')) publisher.touch({ webhooks: new Set(['b']) })
    return [...webhooks].map((id) => ({ kind: 'webhook.removed', id }))
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
