import { expect, test } from 'vitest'
import type { NoticeKind } from '../../../preload/contract/notice.ts'
import { addWebhook, openSample } from './open-sample.ts'

test('notices page newest first, and one that can’t be read is left out', () => {
  using sample = openSample()
  const { ledger, outside } = sample
  addWebhook(ledger, 'whk_1')
  const kinds: NoticeKind[] = ['early', 'disabled', 'recovered', 'early']
  kinds.forEach((kind, at) =>
    ledger.write(() =>
      ledger.notices.insert({ id: `ntc_${at}`, kind, webhookId: 'whk_1', deliveryId: null, reason: 'why', at }),
    ),
  )
  const ids = (before: number | null, limit: number) => ledger.notices.page(before, limit).map(({ id }) => id)
  expect(ids(null, 3)).toEqual(['ntc_3', 'ntc_2', 'ntc_1'])
  expect(ids(2, 3)).toEqual(['ntc_0'])

  outside.exec("UPDATE notice SET kind = 'new' WHERE id = 'ntc_3'")
  expect(ids(null, 3)).toEqual(['ntc_2', 'ntc_1', 'ntc_0'])
})

test('a notice of a webhook that is not there, or one told twice, is refused', () => {
  using sample = openSample()
  addWebhook(sample.ledger, 'whk_1')
  const insert = (webhookId: string) =>
    sample.ledger.write(() =>
      sample.ledger.notices.insert({ id: 'ntc_1', kind: 'early', webhookId, deliveryId: null, reason: 'why', at: 0 }),
    )
  expect(() => insert('whk_none')).toThrow(/FOREIGN KEY/)
  insert('whk_1')
  expect(() => insert('whk_1')).toThrow(/UNIQUE/)
})
