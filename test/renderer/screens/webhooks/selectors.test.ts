import { describe, expect, it } from 'vitest'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { answerOf, byName, eventsInShort, needsYou } from '../../../../renderer/screens/webhooks/selectors.ts'
import { sampleWebhook, sampleWebhooks } from '../../support/sample-webhooks.ts'

const worked = { at: 1, ok: true }
const tried = (change: Partial<Webhook> = {}) => sampleWebhook({ lastAttempt: worked, lastSuccessAt: 1, ...change })
const offByUser = (id: string) =>
  tried({ id, status: { kind: 'disabled', since: 1, reason: 'Disabled by you', by: 'user' } })
const words = (...webhooks: Webhook[]) => answerOf(webhooks)?.words

describe('the line that answers whether everything works', () => {
  it('says so when all webhooks work', () => {
    expect(words(tried(), tried(), tried())).toBe('All 3 webhooks work')
    expect(words(tried())).toBe('The webhook works')
  })

  it('does not claim that a webhook works which no event has tried', () =>
    expect(words(tried(), sampleWebhook())).toBe('2 active, 1 not tried yet'))

  it('does not claim it of one that was enabled after a failure and sent nothing since', () =>
    expect(words(tried({ lastAttempt: { at: 2, ok: false } }))).toBe('1 active, 1 not tried yet'))

  it('does not count what the analyst disabled as trouble', () => {
    expect(words(tried(), tried(), offByUser('a'))).toBe('2 of 3 webhooks work, 1 disabled by you')
    expect(words(offByUser('a'))).toBe('The webhook is disabled')
  })

  it('names the one that needs the analyst, and why', () => {
    const jira = sampleWebhooks().filter(({ name }) => name === 'Jira automation')
    expect(answerOf([tried(), ...jira])).toMatchObject({
      tone: 'warn',
      words: '1 needs you: Jira automation · 401: token refused',
      webhookId: jira[0]!.id,
    })
  })

  it('names the worst first: disabled before failing', () =>
    expect(needsYou(sampleWebhooks()).map(({ name }) => name)).toEqual(['Old Splunk', 'Jira automation']))

  it('says nothing where there are no webhooks', () => expect(answerOf([])).toBeNull())
})

describe('the list', () => {
  it('is sorted by name', () => {
    const [a, b] = [sampleWebhook({ id: 'a', name: 'Zeta' }), sampleWebhook({ id: 'b', name: 'alpha' })]
    expect(byName({ a, b }).map(({ name }) => name)).toEqual(['alpha', 'Zeta'])
  })

  it('names events in short, in one order', () => {
    expect(eventsInShort(['alert.triggered', 'security.critical'])).toBe('Critical, Alert')
    expect(
      eventsInShort(['security.critical', 'security.high', 'agent.offline', 'agent.online', 'alert.triggered']),
    ).toBe('All')
  })
})
