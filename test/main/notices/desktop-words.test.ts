import { expect, test } from 'vitest'
import { type Group, tellMany, tellOne } from '../../../main/notices/desktop-words.ts'
import type { NoticeRow } from '../../../main/ledger/notices.ts'

const notice = (change: Partial<NoticeRow> = {}): NoticeRow => ({
  seq: 1,
  id: 'ntc_1',
  kind: 'recovered',
  webhook_id: 'whk_1',
  rule_id: null,
  delivery_id: 'dlv_1',
  reason: 'A delivery arrived',
  at: 0,
  read_at: null,
  ...change,
})
const group = (change: Partial<Group> = {}): Group => ({
  about: { kind: 'webhook', id: 'whk_1', name: 'Jira SOC' },
  notices: [notice()],
  ...change,
})

test('a failing one opens its delivery, anything else its webhook', () => {
  expect(tellOne(group({ notices: [notice({ kind: 'early' })] })).place).toEqual({
    screen: 'deliveries',
    deliveryId: 'dlv_1',
  })
  for (const one of [notice(), notice({ kind: 'disabled' }), notice({ kind: 'early', delivery_id: null })])
    expect(tellOne(group({ notices: [one] })).place).toEqual({ screen: 'webhooks', webhookId: 'whk_1' })
})

test('of a rule it says that it fires no alert, and opens it', () => {
  const about = { kind: 'rule', id: 'rul_1', name: 'Many logons' } as const
  const reason = 'It failed: why. Edit its conditions, then enable it.'
  const one = notice({ kind: 'stopped', webhook_id: null, rule_id: 'rul_1', delivery_id: null, reason })
  expect(tellOne(group({ about, notices: [one] }))).toEqual({
    title: 'Rule stopped: Many logons',
    body: `${reason} Until then it fires no alert.`,
    place: { screen: 'rules', ruleId: 'rul_1' },
  })
  expect(tellMany([1, 2, 3, 4].map(() => group({ about, notices: [one] }))).title).toBe('4 rules: 4 stopped')
})

test('names and reasons are text: no markup, no control characters, no turned direction of writing', () => {
  const name = 'A <b>&amp;</b>\u202Egnp.exe\n\u0007'
  const { title, body } = tellOne(
    group({ about: { kind: 'webhook', id: 'whk_1', name }, notices: [notice({ reason: '<img src=x>' })] }),
  )
  expect(title).toBe('Webhook works again: A ‹b›＆amp;‹/b› gnp.exe')
  expect(body).toBe('‹img src=x›.')
  expect(tellMany([group({ about: { kind: 'webhook', id: 'whk_1', name } })]).body).not.toMatch(/[<>&\n\u202E]/)
})

test('a long reason is cut, the count behind it is not', () => {
  const { body } = tellOne(group({ notices: [notice(), notice({ reason: 'x'.repeat(1000) })] }))
  expect(body).toHaveLength(240 + ' And 1 more.'.length)
  expect(body).toMatch(/ And 1 more\.$/)
})
