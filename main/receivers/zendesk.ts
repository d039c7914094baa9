import { basicLogin } from './parts/basic-login.ts'
import { withoutControls } from './parts/control-characters.ts'
import { headline, plainLines } from './parts/event-text.ts'
import { escapeHtml } from './parts/escape-html.ts'
import { choiceField, secretField, textField } from './parts/fields.ts'
import { checkToken } from './parts/header-fields.ts'
import { maskUrl } from './parts/mask-parts.ts'
import { oneLine } from './parts/one-line.ts'
import { packJson } from './parts/pack-json.ts'
import type { Path, Receiver } from './receiver.ts'
import { zendeskAnswers } from './zendesk/answers.ts'

type Name = 'auth' | 'token' | 'email'

const tickets = /^\/api\/v2\/tickets(\.json)?\/?$/
/** Zendesk's own sites: nobody's tickets are there. */
const own = /^(www|support|developer|help|status)\.zendesk\.com$/
const isAccount = ({ hostname }: URL) => /^[a-z0-9][a-z0-9-]*\.zendesk\.com$/.test(hostname) && !own.test(hostname)

/**
 * SECURITY: Zendesk fills in placeholders such as {{ticket.requester.email}}, and may show Markdown as links and images,
 * those of which the address stands elsewhere in the text among them.
 */
function escapeZendesk(text: string, path: Path): string {
  const [, field] = path
  if (field === 'tags') return withoutControls(text).replaceAll(/[\s,]+/g, '_')
  const clean = field === 'subject' ? oneLine(text) : withoutControls(text)
  const harmless = clean.replaceAll(/\{(?=[{%])/g, '{\u200b')
  return path.at(-1) === 'html_body' ? escapeHtml(harmless) : harmless.replaceAll(/\](?=\s*[(:])/g, ']\u200b')
}

export const zendesk: Receiver<'zendesk', Name> = {
  kind: 'zendesk',
  name: 'Zendesk',
  urlExample: 'https://example.zendesk.com/api/v2/tickets',
  setUp: [
    'In the Admin Center under Apps and integrations > APIs > OAuth clients, add a client for this app.',
    'Make an access token of it with the scope tickets:write. Tickets are made in the name of the token’s user.',
    'Paste the address of your Zendesk, such as https://example.zendesk.com.',
  ],
  unconfirmed: [
    'How long a subject and a comment may be. They are kept within 255 and 65,535 characters.',
    'That Zendesk knows a delivery again for 2 hours. Its documentation names no time.',
    'How a token is made without a user signing in (client credentials): Zendesk’s own guide leaves the request open.',
  ],
  fields: [
    choiceField(
      'auth',
      'Sign in with',
      [
        { value: 'oauth', label: 'OAuth access token' },
        { value: 'apiToken', label: 'E-mail and API token (end on 30 April 2027)' },
      ],
      {
        required: false,
        hint: 'Zendesk makes no new API tokens since 27 October 2026, and stops all of them on 30 April 2027.',
      },
    ),
    textField('email', 'E-mail', {
      when: { auth: ['apiToken'] },
      placeholder: 'agent@example.com',
      check: (value) => (/[:/]/.test(value) ? 'Enter the e-mail alone, without /token behind it.' : null),
      hint: 'Of the agent the token is used by.',
    }),
    secretField('token', 'Token', {
      check: checkToken('Bearer'),
      hint: 'Admin Center > Apps and integrations > APIs: of an OAuth client, or under API tokens.',
    }),
  ],
  check: (_values, url) =>
    isAccount(url) && !tickets.test(url.pathname)
      ? { auth: 'The URL makes no ticket. End it with /api/v2/tickets, or paste the address of your Zendesk alone.' }
      : {},
  recognise: (url) => {
    if (!isAccount(url)) return null
    if (tickets.test(url.pathname)) return { kind: 'fits', url: url.href, fields: {} }
    // A page of it, as the browser shows it.
    if (url.pathname.startsWith('/api/')) return null
    return { kind: 'fits', url: new URL('/api/v2/tickets', url).href, fields: {} }
  },
  signs: false,
  credentials: ({ auth, token, email }) => [
    ['authorization', auth === 'apiToken' ? basicLogin(`${email}/token`, token) : `Bearer ${token}`],
  ],
  headers: (_values, deliveryId) => [
    ['accept', 'application/json'],
    ['idempotency-key', deliveryId],
  ],
  template: () => ({
    ticket: {
      subject: headline,
      // An internal note: a public one would be mailed to the requester.
      comment: { body: plainLines, public: false },
      priority: '{{ data.severity | map("critical=urgent, high=high, medium=normal, *=low") }}',
      type: 'incident',
      status: 'new',
      tags: [
        'castellan',
        'sev_{{ data.severity }}',
        // Nothing where it is '': Zendesk refuses a ticket with an empty tag.
        '{{ data.mitre.technique_id | slug | truncate(100) | wrap("", "") }}',
        '{{ data.test | map("true=test") }}',
      ],
      external_id: '{{ id }}',
    },
  }),
  escape: escapeZendesk,
  takesNull: false,
  limits: {
    bytes: 1024 * 1024,
    characters: ([, field, part]) =>
      field === 'subject' ? 255 : field === 'comment' && part === 'body' ? 65_535 : null,
    // Of the smallest plan; the account's other tools share it.
    perMinute: 200,
  },
  pack: packJson,
  dedup:
    'Zendesk knows a delivery again by its id (Idempotency-Key) for 2 hours and makes no second ticket of it. Later, search for the event’s id: it is the ticket’s external ID.',
  answers: zendeskAnswers,
  mask: (url) => maskUrl(url, { path: tickets }),
}
