import { expect, test } from 'vitest'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { wanting, wantingWords } from '../../../../renderer/screens/events/selectors.ts'
import { sampleWebhook } from '../../support/sample-webhooks.ts'

const disabled = { kind: 'disabled', since: 0, reason: 'Disabled by you', by: 'user' } as const
const filter = { op: 'equals', path: 'host', value: 'WIN-1' } as const
const wordsOf = (...changes: Partial<Webhook>[]) =>
  wantingWords(
    wanting(
      changes.map((change) => sampleWebhook(change)),
      'security.critical',
    ),
  )

test.each<[string, Partial<Webhook>[]]>([
  ['No webhook wants this event: it is kept here and sent nowhere.', [{ events: ['agent.online'], filter }]],
  ['Goes to 1 webhook.', [{}]],
  ['Goes to 2 webhooks; 1 disabled webhook keeps it back.', [{}, {}, { status: disabled }]],
  ['It is sent nowhere now: 1 disabled webhook keeps it back.', [{ status: disabled }]],
  ['Goes to 2 webhooks. 1 has a filter that may not let it through.', [{}, { filter }]],
  ['Goes to 2 webhooks. 2 have filters that may not let it through.', [{ filter }, { filter }]],
  ['Goes to 1 webhook.', [{ filter: { op: 'unreadable' } }]],
  [
    'It is sent nowhere now: 1 disabled webhook keeps it back. 1 has a filter that may not let it through.',
    [{ filter, status: disabled }],
  ],
])('before an event is fired: %s', (words, webhooks) => expect(wordsOf(...webhooks)).toBe(words))
