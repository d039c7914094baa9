import { expect, test } from 'vitest'
import { type Group, tellMany, tellOne } from '../../../main/notices/desktop-words.ts'
import type { NoticeRow } from '../../../main/ledger/notices.ts'

const notice = (change: Partial<NoticeRow> = {}): NoticeRow => ({
  seq: 1,
  id: 'ntc_1',
  kind: 'recovered',
  webhook_id: 'whk_1',
  delivery_id: 'dlv_1',
  reason: 'A delivery arrived',
  at: 0,
  read_at: null,
  ...change,
})
const group = (change: Partial<Group> = {}): Group => ({
  webhookId: 'whk_1',
  name: 'Jira SOC',
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

test('names and reasons are text: no markup, no control characters, no turned direction of writing', () => {
  const name = 'A <b>&amp;</b>\u202Egnp.exe\n\u0007'
  const { title, body } = tellOne(group({ name, notices: [notice({ reason: '<img src=x>' })] }))
  expect(title).toBe('Webhook works again: A ‹b›＆amp;‹/b› gnp.exe ')
  expect(body).toBe('‹img src=x›.')
  expect(tellMany([group({ name })]).body).not.toMatch(/[<>&\n\u202E]/)
})

test('a long reason is cut, the count behind it is not', () => {
  const { body } = tellOne(group({ notices: [notice(), notice({ reason: 'x'.repeat(1000) })] }))
  expect(body).toHaveLength(240 + ' And 1 more.'.length)
  expect(body).toMatch(/ And 1 more\.$/)
})
