import { isSuccessStatus } from '../parts/success-status.ts'
import { isHtml } from '../parts/web-page.ts'
import type { AnswerRule } from '../receiver.ts'

const logSource = 'In QRadar, open the log source of the HTTP Receiver'

/** What its documentation, and those who send to it, tell of its answers. */
export const qradarAnswers: readonly AnswerRule[] = [
  {
    reason: 'web_page',
    // Not by its type: what the receiver itself answers is not documented.
    matches: (answer) =>
      isSuccessStatus(answer) && (isHtml(answer) || /<input[^>]+type=["']?password/i.test(answer.text)),
    sample: { status: 200, body: '<html><form action="/console/logon"><input name="p" type="password"></form></html>' },
    outcome: 'refused',
    words: {
      short: 'but with a web page',
      what: '{host} answered {status} with a web page, so it took no event.',
      why: 'The URL leads to the console of QRadar, or to a gateway, and not to the port of the HTTP Receiver.',
      next: `${logSource}, and use its Listen Port (12469 unless changed) in the URL.`,
    },
  },
  {
    reason: 'received',
    matches: isSuccessStatus,
    sample: { status: 200, body: '' },
    outcome: 'queued',
    tells: '{host} has received the event. Whether a log source could read it, look in Log Activity.',
  },
  {
    reason: 'moved',
    matches: ({ status }) => status >= 300 && status < 400,
    sample: { status: 302, headers: { location: 'https://qradar.example.com/console/' }, body: '' },
    outcome: 'redirect',
    words: {
      short: 'redirects elsewhere',
      what: '{host} answered {status} and points to {location}.',
      why: 'The URL does not lead to the port of the HTTP Receiver, which never redirects.',
      next: `${logSource}, and use its Listen Port (12469 unless changed) in the URL.`,
    },
  },
  {
    reason: 'token',
    matches: ({ status }) => status === 401 || status === 403,
    sample: { status: 401, body: '' },
    outcome: 'unauthorized',
    words: {
      short: 'token refused',
      what: '{host} answered {status}: it does not accept the token.',
      why: 'The name of the header or the token differs from the log source, or a proxy in front of it refuses.',
      next: `${logSource}, and enter its Authentication Token Header Name and Value in the webhook.`,
    },
  },
  {
    reason: 'too_large',
    matches: ({ status }) => status === 413,
    sample: { status: 413, body: '' },
    outcome: 'too_large',
    words: {
      short: 'event too large',
      what: '{host} answered 413: the event is too large for it.',
      why: 'It is over the Max POST method Request Length of the log source.',
      next: `${logSource}, and raise that length.`,
    },
  },
]
