import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLettingGo } from '../../../main/ledger/let-go.ts'
import { prune } from '../../../main/ledger/prune.ts'
import { makeFakeClock } from '../../support/fake-clock.ts'
import { addEvent, addWebhook, openSample } from './open-sample.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

function openRemoving() {
  const sample = openSample()
  const { ledger } = sample
  const clock = makeFakeClock()
  const letGo = openLettingGo({ ledger, clock })
  const settings = () => ({ bodyDays: 14, bodyMegabytes: 500, historyDays: 90 })
  for (const id of ['whk_1', 'whk_2']) addWebhook(ledger, id)
  return {
    ...sample,
    clock,
    setRemoved: (id: string, removed = true) =>
      ledger.write(() => ledger.webhooks.setRemoved(id, removed ? clock.now() : null)),
    hold: (webhook: string, count: number) => {
      const event = addEvent(ledger, `evt_${webhook}`, 'agent.online', clock.now())
      ledger.write(() => {
        for (let index = 0; index < count; index += 1)
          ledger.deliveries.insert(`${webhook}_${index}`, webhook, event, 'held', clock.now())
      })
    },
    async upkeep() {
      const effects = { ledger, clock, settings, believed: clock.now(), open: () => true }
      const ended = letGo(() => true)
        .then(() => prune(effects))
        .then(() => true)
      while (!(await Promise.race([ended, setImmediate(false)]))) clock.advance(10)
    },
    secretsOf: (id: string) => ledger.webhooks.get(id)?.sealed.length ?? null,
    states: (id: string) =>
      sample.outside
        .prepare('SELECT DISTINCT state FROM delivery WHERE webhook_id = ?')
        .all(id)
        .map(({ state }) => state),
    [Symbol.dispose]: () => sample[Symbol.dispose](),
  }
}

test('a day after a webhook was deleted its secrets are wiped and what was held for it is called off; others keep theirs', async () => {
  using removing = openRemoving()
  for (const id of ['whk_1', 'whk_2']) removing.hold(id, 450)
  removing.setRemoved('whk_1')
  for (let hours = 0; hours < 24; hours += 1) {
    await removing.upkeep()
    expect(removing.secretsOf('whk_1')).toBe(1)
    expect(removing.states('whk_1')).toEqual(['held'])
    removing.clock.advance(hour)
  }
  removing.commits.splice(0)
  await removing.upkeep()
  expect(removing.secretsOf('whk_1')).toBe(0)
  expect(removing.states('whk_1')).toEqual(['cancelled'])
  expect(removing.commits.reduce((sum, { deliveries }) => sum + deliveries.size, 0)).toBe(450)
  expect(removing.secretsOf('whk_2')).toBe(1)
  expect(removing.states('whk_2')).toEqual(['held'])
})

test('a clock that jumps a day ahead does not cut short the minutes in which a deletion may be taken back', async () => {
  using removing = openRemoving()
  await removing.upkeep()
  removing.setRemoved('whk_1')
  removing.clock.jump(2 * day)
  await removing.upkeep()
  expect(removing.secretsOf('whk_1')).toBe(1)
  removing.setRemoved('whk_1', false)
  removing.clock.advance(hour)
  await removing.upkeep()
  expect(removing.secretsOf('whk_1')).toBe(1)
  // Deleted again: its time begins anew.
  removing.setRemoved('whk_1')
  removing.clock.jump(2 * day)
  await removing.upkeep()
  expect(removing.secretsOf('whk_1')).toBe(1)
  removing.clock.advance(hour)
  await removing.upkeep()
  expect(removing.secretsOf('whk_1')).toBe(0)
})

test('a deleted webhook goes with its history, its notices and its counts; one that is not deleted stays without any', async () => {
  using removing = openRemoving()
  const { ledger, clock } = removing
  removing.hold('whk_1', 1)
  const notice = { id: 'ntc_1', kind: 'early', webhookId: 'whk_1', deliveryId: null, reason: '', at: 0 } as const
  ledger.write(() => ledger.notices.insert(notice))
  removing.setRemoved('whk_1')
  await removing.upkeep()
  clock.advance(day)
  await removing.upkeep()
  clock.advance(89 * day)
  await removing.upkeep()
  expect(removing.states('whk_1')).toEqual(['cancelled'])
  clock.advance(2 * day)
  await removing.upkeep()
  const left = (sql: string) => removing.outside.prepare(sql).all()
  expect(left('SELECT id FROM webhook')).toMatchObject([{ id: 'whk_2' }])
  for (const table of ['delivery', 'event', 'notice', 'tally']) expect(left(`SELECT * FROM ${table}`)).toEqual([])
})

test('wiped secrets are not in the file any more', async () => {
  using removing = openRemoving()
  const secret = 'sealed secrets '.repeat(20)
  const { ledger, outside, clock } = removing
  outside.prepare("UPDATE webhook SET sealed = ? WHERE id = 'whk_1'").run(Buffer.from(secret))
  const isInFile = () => {
    outside.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return readFileSync(removing.path).includes('sealed secrets')
  }
  expect(isInFile()).toBe(true)
  removing.setRemoved('whk_1')
  await removing.upkeep()
  clock.advance(day)
  await removing.upkeep()
  expect(ledger.webhooks.get('whk_1')?.sealed.length).toBe(0)
  expect(isInFile()).toBe(false)
})
