import type { ReceiverCard, ReceiverField, Recognised } from '../../../preload/contract/receiver.ts'

const card: Omit<ReceiverCard, 'kind' | 'name'> = {
  fields: [],
  urlExample: 'https://host.example.com/hooks/castellan',
  setUp: ['Have your endpoint answer a POST with a status from 200 to 299.'],
  unconfirmed: [],
  signs: false,
  perMinute: null,
  dedup: null,
}

const field = (name: string, label: string, more: Partial<ReceiverField> = {}): ReceiverField => ({
  name,
  label,
  kind: 'text',
  required: true,
  initial: '',
  options: [],
  placeholder: '',
  hint: '',
  when: {},
  ...more,
})

const choice = (name: string, label: string, options: ReceiverField['options'], more: Partial<ReceiverField> = {}) =>
  field(name, label, { kind: 'choice', options, initial: options[0]?.value ?? '', required: false, ...more })

const rest = { mode: ['cloud', 'server'] }

/** As main tells them, in little: one with nothing to enter, two that look alike, one with fields of every kind. */
export const fakeReceivers: ReceiverCard[] = [
  { ...card, kind: 'custom', name: 'Custom endpoint or script', signs: true },
  {
    ...card,
    kind: 'jira',
    name: 'Jira',
    urlExample: 'https://example.atlassian.net/rest/api/3/issue',
    setUp: ['Make an API token.', 'Paste the address of your site.'],
    unconfirmed: ['What an automation rule answers where it fails.'],
    fields: [
      choice('mode', 'Send to', [
        { value: 'cloud', label: 'Jira Cloud (REST API 3)' },
        { value: 'server', label: 'Data Center, or REST API 2' },
        { value: 'automation', label: 'An automation rule' },
      ]),
      field('secret', 'Secret of the rule', { kind: 'secret', when: { mode: ['automation'] } }),
      field('project', 'Project key', { when: rest, placeholder: 'SEC' }),
      choice(
        'auth',
        'Sign in with',
        [
          { value: 'basic', label: 'E-mail and token' },
          { value: 'bearer', label: 'Access token' },
        ],
        { when: rest },
      ),
      field('email', 'E-mail', { when: { ...rest, auth: ['basic'] } }),
      field('token', 'Token', { kind: 'secret', when: rest }),
      field('issueType', 'Issue type', { initial: 'Task', required: false, when: rest }),
    ],
  },
  { ...card, kind: 'slack', name: 'Slack', urlExample: 'https://hooks.slack.com/services/T…/B…/…', perMinute: 60 },
  { ...card, kind: 'teams', name: 'Microsoft Teams', perMinute: 60 },
  { ...card, kind: 'power-automate', name: 'Power Automate', perMinute: 900 },
]

const known = (...choices: (Recognised & { kind: 'known' })['choices']): Recognised => ({ kind: 'known', choices })

/** Which of them a URL leads to, by its host. */
export function fakeRecognise(text: string): Recognised {
  const { hostname, origin } = URL.parse(text) ?? { hostname: '', origin: '' }
  switch (hostname) {
    case 'hooks.slack.com':
      return known({ receiver: 'slack', url: text, fields: {} })
    case 'example.atlassian.net':
      return known({ receiver: 'jira', url: `${origin}/rest/api/3/issue`, fields: { mode: 'cloud' } })
    case 'gateway.example.com':
      return known({ receiver: 'jira', url: `${origin}/issue`, fields: {}, when: { mode: ['server', 'cloud'] } })
    case 'jira.example.com':
      return known({ receiver: 'jira', url: text, fields: { mode: 'server', auth: 'bearer' } })
    case 'api-private.atlassian.com':
      return known({ receiver: 'jira', url: text, fields: { mode: 'automation' } })
    case 'flow.example.com':
      return known({ receiver: 'teams', url: text, fields: {} }, { receiver: 'power-automate', url: text, fields: {} })
    case 'outlook.office.com':
      return { kind: 'retired', words: 'Microsoft switched those off in 2026.' }
    default:
      return { kind: 'unknown' }
  }
}
