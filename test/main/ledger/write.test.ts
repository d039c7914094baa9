import { expect, test } from 'vitest'
import { openLedger } from '../../../main/ledger/open.ts'
import { makeTouched } from '../../../main/ledger/touched.ts'
import { addEvent, addWebhook, openSample } from './open-sample.ts'

const eventsIn = ({ outside }: ReturnType<typeof openSample>) =>
  outside
    .prepare('SELECT id FROM event ORDER BY seq')
    .all()
    .map(({ id }) => id)

test('a write that throws leaves nothing behind and publishes nothing', () => {
  using sample = openSample()
  const { ledger, commits } = sample
  expect(() =>
    ledger.write((touched) => {
      touched.events.add('evt_1')
      addEvent(ledger, 'evt_1')
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(eventsIn(sample)).toEqual([])
  expect(commits).toEqual([])
})

test('after a write that threw, the next one is a transaction of its own', () => {
  using sample = openSample()
  const { ledger, commits } = sample
  expect(() =>
    ledger.write((touched) => {
      touched.events.add('evt_1')
      throw new Error('no')
    }),
  ).toThrow('no')
  ledger.write((touched) => {
    touched.events.add('evt_2')
    addEvent(ledger, 'evt_2')
  })
  expect(eventsIn(sample)).toEqual(['evt_2'])
  expect(commits).toEqual([{ ...makeTouched(), events: new Set(['evt_2']) }])
})

test('a write inside a write joins it: seen outside all at once, published once', () => {
  using sample = openSample()
  const { ledger, commits } = sample
  ledger.write((outer) => {
    addEvent(ledger, 'evt_1')
    ledger.write((inner) => {
      expect(inner).toBe(outer)
      inner.webhooks.add('whk_1')
      addEvent(ledger, 'evt_2')
    })
    expect(eventsIn(sample)).toEqual([])
    expect(commits).toEqual([])
  })
  expect(eventsIn(sample)).toEqual(['evt_1', 'evt_2'])
  expect(commits).toEqual([{ ...makeTouched(), webhooks: new Set(['whk_1']) }])
})

test('a write inside a write that throws is undone alone, where the outer one goes on', () => {
  using sample = openSample()
  const { ledger } = sample
  ledger.write(() => {
    addEvent(ledger, 'evt_1')
    expect(() =>
      ledger.write(() => {
        addEvent(ledger, 'evt_2')
        throw new Error('no')
      }),
    ).toThrow('no')
    addEvent(ledger, 'evt_3')
  })
  expect(eventsIn(sample)).toEqual(['evt_1', 'evt_3'])
})

test('a write inside a write goes when the outer one throws', () => {
  using sample = openSample()
  const { ledger, commits } = sample
  expect(() =>
    ledger.write(() => {
      ledger.write(() => addEvent(ledger, 'evt_1'))
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(eventsIn(sample)).toEqual([])
  expect(commits).toEqual([])
})

test('what is published can be seen by another connection already', () => {
  using sample = openSample()
  const seen: unknown[] = []
  const ledger = openLedger({ path: sample.path, onCommit: () => void seen.push(...eventsIn(sample)) })
  addEvent(ledger, 'evt_1')
  expect(seen).toEqual(['evt_1'])
  ledger.close()
})

test('the listener may write: it runs after the transaction, not in it', () => {
  using sample = openSample()
  let told = 0
  const ledger = openLedger({
    path: sample.path,
    onCommit: () => {
      told += 1
      if (told === 1) addEvent(ledger, 'evt_2')
    },
  })
  addEvent(ledger, 'evt_1')
  expect(eventsIn(sample)).toEqual(['evt_1', 'evt_2'])
  ledger.close()
})

test('an event is on disk once or not at all: an id that is there makes no second row', () => {
  using sample = openSample()
  addEvent(sample.ledger, 'evt_1')
  expect(() => addEvent(sample.ledger, 'evt_1')).toThrow('there already')
  expect(eventsIn(sample)).toEqual(['evt_1'])
})

test('a write that can’t begin, because another program writes, throws; the next one is a transaction again', () => {
  using sample = openSample()
  const { ledger, outside, commits } = sample
  outside.exec('BEGIN IMMEDIATE')
  expect(() => addEvent(ledger, 'evt_1')).toThrow(/locked/)
  outside.exec('ROLLBACK')

  addWebhook(ledger, 'whk_1')
  expect(commits).toHaveLength(1)
  expect(() =>
    ledger.write(() => {
      addEvent(ledger, 'evt_2')
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(eventsIn(sample)).toEqual([])
})
