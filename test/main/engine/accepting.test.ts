import { expect, test } from 'vitest'
import { openAccepting } from '../../../main/engine/accepting.ts'
import type { Observer } from '../../../main/engine/observe.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { openSample } from '../ledger/open-sample.ts'

const input = { type: 'security.high' as const, data: { severity: 'high' as const, title: 'Beacon seen' } }
const following = (title: string) => ({ type: 'alert.triggered' as const, data: { ...input.data, title } })

function openWith(...observers: Observer[]) {
  const { ledger } = openSample()
  const failed: string[] = []
  const log = { error: (what: string) => void failed.push(what) }
  const accepting = openAccepting({ ledger, clock: makeFakeClock(), observers, queued: () => {}, log })
  const titles = () => ledger.events.page(null, 10).map(({ title, source }) => `${source}: ${title}`)
  return { ledger, failed, accepting, titles }
}

test('what follows from an event is on disk together with it', () => {
  const { ledger, accepting, titles } = openWith((_touched, { kind, source }) =>
    kind === 'event' && source === 'manual' ? [{ input: following('A rule matched'), source: 'rules' }] : [],
  )
  ledger.write((touched) => accepting.accept(touched, input, 'manual'))
  expect(titles()).toEqual(['rules: A rule matched', 'manual: Beacon seen'])
})

test('what a rule fired feeds no rule', () => {
  const seen: string[] = []
  const { ledger, accepting } = openWith((_touched, { source }) => {
    seen.push(source)
    return [{ input: following('again'), source: 'rules' }]
  })
  ledger.write((touched) => accepting.accept(touched, input, 'manual'))
  expect(seen).toEqual(['manual'])
})

test('an id that is known already is looked at by nobody again', () => {
  const seen: string[] = []
  const { ledger, accepting } = openWith((_touched, { source }) => {
    seen.push(source)
    return []
  })
  for (let times = 0; times < 2; times += 1)
    ledger.write((touched) => accepting.accept(touched, { ...input, id: 'evt_1' }, 'http'))
  expect(seen).toEqual(['http'])
})

test('one who looks on and throws keeps nothing out, and leaves nothing behind', () => {
  const { ledger, accepting, titles, failed } = openWith(
    () => [
      { input: following('half'), source: 'rules' },
      { input: { ...input, timestamp: 'no time' }, source: 'rules' },
    ],
    () => [{ input: following('whole'), source: 'rules' }],
  )
  ledger.write((touched) => accepting.accept(touched, input, 'manual'))
  expect(titles()).toEqual(['rules: whole', 'manual: Beacon seen'])
  expect(failed).toEqual(['what came in could not be looked at'])
})

test('a finding is no event itself, but may be followed by one', () => {
  const { ledger, accepting, titles } = openWith((_touched, { kind }) =>
    kind === 'finding' ? [{ input: following('Third mild finding'), source: 'rules' }] : [],
  )
  const event = { id: 'fnd_1', timestamp: '2026-11-23T10:42:17.123Z', data: { severity: 'low' as const, title: 'x' } }
  ledger.write((touched) => accepting.observe(touched, { kind: 'finding', event, source: 'http' }))
  expect(titles()).toEqual(['rules: Third mild finding'])
})
