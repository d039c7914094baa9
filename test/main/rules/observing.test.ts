import { expect, test } from 'vitest'
import { openRules } from '../../../main/rules/open.ts'
import type { RuleDraft } from '../../../preload/contract/rule.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { makeFakeNetwork } from '../../support/fake-network.ts'
import { openSample } from '../ledger/open-sample.ts'

const draft: RuleDraft = {
  name: 'All',
  severity: 'low',
  filter: null,
  when: { kind: 'each' },
  by: null,
  coolDownSeconds: 0,
}

/** Rules on a ledger. Before the look at the monotonic clock of this number, at this event, so many ms go by. */
function openWith(takes: (look: number, event: number) => number = () => 0) {
  const { ledger, commits } = openSample()
  const errors: string[] = []
  let time = 0
  let look = 0
  let seen = 0
  const clock = { ...makeFakeClock(), monotonic: () => (time += takes((look += 1), seen)) }
  const log = { error: (what: string) => void errors.push(what) }
  const rules = openRules({ ledger, clock, network: makeFakeNetwork(), log })
  const add = (id: string, more: Partial<RuleDraft> = {}) =>
    ledger.write(() => ledger.rules.insert(id, { ...draft, name: id, ...more }, clock.now()))
  const see = ({ fails = false } = {}) => {
    seen += 1
    look = 0
    const event = {
      id: `fnd_${seen}`,
      timestamp: '2026-11-23T10:00:00.000Z',
      data: { severity: 'low' as const, title: 'T' },
    }
    return ledger.write((touched) => {
      const fired = rules.observe(touched, { kind: 'finding', event, source: 'http' }, clock.now())
      if (fails) throw new Error('the disk is full')
      return fired.map(({ input }) => input.data.title)
    })
  }
  return { ledger, rules, add, see, errors, commits }
}

test('a rule whose last 200 events took longer than its budget is stopped with the reason; the others go on', () => {
  // Two looks at the clock for each rule: between those of the first rule time goes by.
  const { ledger, add, see } = openWith((look, event) => (event > 0 && look === 2 ? 1.5 : 0))
  add('slow')
  add('swift')
  const fired: string[][] = []
  for (let index = 0; index < 134; index += 1) fired.push(see())
  expect(see()).toEqual(['swift'])
  expect(fired[0]).toEqual(['slow', 'swift'])
  expect(fired.at(-1)).toEqual(['slow', 'swift'])
  expect(ledger.rules.get('slow')).toMatchObject({
    stopped_reason: expect.stringMatching(/^It was too slow: .* then enable it\.$/),
  })
  expect(ledger.rules.get('swift')).toMatchObject({ stopped_at: null })
})

test('a rule that fails and is slow at once is stopped once, with one notice, and the window is told of both', () => {
  // At the last event it takes too long, and its memory fails.
  const { ledger, add, see, commits } = openWith((look, event) => (event > 0 && look === 2 ? 1.5 : 0))
  add('slow', { when: { kind: 'count', atLeast: 2, withinSeconds: 60 } })
  for (let index = 0; index < 133; index += 1) see()
  ledger.ruleMemory.lastAlert = () => {
    throw new Error('no memory')
  }
  commits.length = 0
  see()
  see()
  expect(ledger.rules.get('slow')).toMatchObject({ stopped_reason: expect.stringContaining('It failed: no memory') })
  expect(ledger.notices.page(null, 10)).toMatchObject([{ kind: 'stopped', rule_id: 'slow', webhook_id: null }])
  expect(commits[0]).toMatchObject({ rules: true, notices: true })
})

test('a stop that was undone with its transaction leaves no notice, and is told when it happens again', () => {
  const { ledger, add, see } = openWith()
  add('torn')
  ledger.ruleMemory.lastAlert = () => {
    throw new Error('no memory')
  }
  expect(() => see({ fails: true })).toThrow('the disk is full')
  expect(ledger.notices.page(null, 10)).toEqual([])
  see()
  expect(ledger.notices.page(null, 10)).toMatchObject([{ kind: 'stopped', rule_id: 'torn' }])
})

test('a rule that was slow once, because all of the workstation was, is not stopped', () => {
  const { ledger, add, see } = openWith((look, event) => (event === 7 && look === 2 ? 60_000 : 0))
  add('once')
  for (let index = 0; index < 300; index += 1) see()
  expect(ledger.rules.get('once')).toMatchObject({ stopped_at: null })
})

test('what a rule counted in a transaction that failed was not counted', () => {
  const { add, see } = openWith()
  add('pair', { when: { kind: 'count', atLeast: 2, withinSeconds: 60 } })
  expect(() => see({ fails: true })).toThrow('the disk is full')
  expect(see()).toEqual([])
  expect(see()).toEqual(['pair'])
})

test('a change of the rules that was undone changes nothing, and one that was kept holds at the next event', () => {
  const { ledger, add, see } = openWith()
  add('one')
  expect(see()).toEqual(['one'])
  expect(() =>
    ledger.write(() => {
      ledger.rules.disable('one', 1)
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(see()).toEqual(['one'])
  ledger.write(() => ledger.rules.disable('one', 1))
  expect(see()).toEqual([])
  ledger.write(() => ledger.rules.enable('one'))
  add('two')
  expect(see()).toEqual(['one', 'two'])
  ledger.write(() => ledger.rules.setRemoved('one', 1))
  expect(see()).toEqual(['two'])
})

test('a fault of the disk is not the rule’s: it is not stopped for it', () => {
  const { ledger, rules, add } = openWith()
  add('one')
  const event = { id: 'fnd_1', timestamp: '2026-11-23T10:00:00.000Z', data: { severity: 'low' as const, title: 'T' } }
  const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
  const touched = {
    webhooks: new Set<string>(),
    deliveries: new Set<string>(),
    events: new Set<string>(),
    agents: false,
  }
  const write = ledger.write
  ledger.write = () => {
    throw full
  }
  expect(() => rules.observe(touched, { kind: 'finding', event, source: 'http' }, 0)).toThrow(full)
  ledger.write = write
  expect(ledger.rules.get('one')).toMatchObject({ stopped_at: null })
})

test('a stored rule that can’t be read looks at nothing, and is still there', () => {
  const { ledger, add, see } = openWith()
  add('one')
  ledger.write(() => ledger.rules.update('one', { name: 'one' } as RuleDraft))
  expect(see()).toEqual([])
  expect(ledger.rules.all()).toMatchObject([{ id: 'one', name: 'one', definition: null }])
})
