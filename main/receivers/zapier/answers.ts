import type { AnswerRule, Judged } from '../receiver.ts'
import { byStatus } from '../parts/status-rule.ts'
import { isSuccessStatus } from '../parts/success-status.ts'

const statusIn = ({ json }: Judged): unknown =>
  typeof json === 'object' && json !== null && 'status' in json ? json.status : undefined

const gone = {
  short: 'hook not found',
  why: 'Most likely the Zap was deleted, or its trigger was replaced, which gives it a new URL.',
}

/** Sources: help.zapier.com, rate limits of Webhooks by Zapier; docs.zapier.com, operating constraints. */
export const zapierAnswers: readonly AnswerRule[] = [
  {
    reason: 'success',
    matches: (answer) => isSuccessStatus(answer) && statusIn(answer) === 'success',
    sample: {
      status: 200,
      body: '{"attempt":"019ab1c2-0000-7000-8000-000000000001","id":"019ab1c2-0000-7000-8000-000000000002","request_id":"019ab1c2-0000-7000-8000-000000000002","status":"success"}',
    },
    outcome: 'queued',
    tells: 'Accepted by Zapier, not yet worked on: it may take minutes. The Zap history says what became of it.',
  },
  {
    // URLs that end in /silent answer with nothing.
    reason: 'silent',
    matches: (answer) => isSuccessStatus(answer) && answer.text.trim() === '',
    sample: { status: 200, body: '' },
    outcome: 'queued',
    tells: 'Accepted by Zapier without a word: the Zap history says what became of it.',
  },
  {
    reason: 'no_success',
    matches: (answer) => {
      const status = statusIn(answer)
      return isSuccessStatus(answer) && (typeof status === 'string' ? status : true)
    },
    sample: { status: 200, body: '{"status":"error","id":"019ab1c2-0000-7000-8000-000000000003"}' },
    outcome: 'refused',
    words: {
      short: 'but not with success',
      what: '{host} answered {status}, but not with the success that says the event was taken. {said}',
      why: 'Zapier did not take the event, or something between this workstation and Zapier answered.',
      next: 'Read its answer below, then look at the Zap history and copy the webhook URL again from the trigger of the Zap.',
    },
  },
  byStatus(404, 'not_found', {
    ...gone,
    what: '{host} answered 404: it knows no hook at this URL.',
    next: 'Open the trigger of the Zap, copy its webhook URL and replace the one here.',
  }),
  byStatus(410, 'gone', {
    ...gone,
    what: '{host} answered 410: the hook does not exist any more.',
    next: 'Open the trigger of the Zap, copy its webhook URL, replace the one here, then enable this webhook.',
  }),
  byStatus(413, 'too_large', {
    short: 'event too large',
    what: '{host} answered 413: the event is too large.',
    why: 'Zapier takes at most 10 MB.',
    next: 'Send less data in the event, or take large fields out with a template.',
  }),
  byStatus(429, 'rate_limited', {
    short: 'too many requests',
    what: '{host} answered 429: Zapier gets too many requests.',
    why: 'It takes 30 a second of each hook and 10,000 in 5 minutes of a user; old URLs without an account number, 1,000 in 5 minutes.',
    next: 'If it happens often, set a lower rate limit on the webhook, or a filter. An old URL is best replaced by a new one.',
    passing: true,
  }),
]
