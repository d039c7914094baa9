import type { Json } from '../templates/json.ts'
import { basicLogin } from './parts/basic-login.ts'
import { withoutControls } from './parts/control-characters.ts'
import { choiceField, secretField, textField } from './parts/fields.ts'
import { checkHeaderValue, checkToken } from './parts/header-fields.ts'
import { maskUrl } from './parts/mask-parts.ts'
import { oneLine } from './parts/one-line.ts'
import type { Path, Receiver } from './receiver.ts'
import { serviceNowAnswers } from './servicenow/answers.ts'
import { packServiceNow, serviceNowTemplate } from './servicenow/body.ts'

type Name = 'mode' | 'auth' | 'apiKey' | 'user' | 'password' | 'token'
type ServiceNowMode = 'table' | 'import' | 'events'

const hosts = /\.(service-now|servicenowservices)\.com$/
const paths = {
  table: /\/api\/now(\/v\d+)?\/table\/\w+\/?$/,
  import: /\/api\/now(\/v\d+)?\/import\/\w+(\/insertMultiple)?\/?$/,
  events: /\/api\/(global\/em\/jsonv2|sn_em_connector\/em\/inbound_event)\/?$/,
}
const labels = { table: 'a table', import: 'an import set', events: 'Event Management' }

/** What a URL of this path takes, wherever its host is: an instance may have a name of its own. */
function modeOf({ pathname }: URL): ServiceNowMode | null {
  if (paths.table.test(pathname)) return 'table'
  if (paths.import.test(pathname)) return 'import'
  return paths.events.test(pathname) ? 'events' : null
}

/** Only what is needed comes back: a whole incident is longer than what is read of an answer. */
function complete(url: URL, mode: ServiceNowMode): string {
  const completed = new URL(url)
  completed.hash = ''
  // For lists of records, transformed later: it doesn't say what became of ours.
  completed.pathname = url.pathname.replace(/\/insertMultiple\/?$/, '')
  if (mode === 'table' && !url.searchParams.has('sysparm_fields'))
    completed.searchParams.set('sysparm_fields', 'number,sys_id,correlation_id')
  if (url.pathname.includes('/inbound_event') && !url.searchParams.has('source'))
    completed.searchParams.set('source', 'genericJson')
  return completed.href.replaceAll('%2C', ',')
}

const openParameters = ['source', 'sysparm_fields', 'sysparm_input_display_value', 'sysparm_display_value']

/** Columns with a length of their own; the last two are those of a task as it comes. */
const lengths: Record<string, number> = {
  source: 100,
  node: 100,
  type: 100,
  resource: 100,
  metric_name: 100,
  message_key: 1024,
  short_description: 160,
  description: 4000,
}
const columnOf = (path: Path) => (path.findLast((part) => typeof part === 'string') ?? '').replace(/^u_/, '')

export const servicenow: Receiver<'servicenow', Name> = {
  kind: 'servicenow',
  name: 'ServiceNow',
  urlExample: 'https://example.service-now.com/api/now/table/incident',
  setUp: [
    'Have your ServiceNow administrator make a user for this app: Web service access only, with a role that may create the record (itil for incidents, evt_mgmt_integration for Event Management).',
    'Make an API key for that user under System Web Services > API Access Policies > REST API Key, or use its password.',
    'For an import set: give its table the columns u_short_description, u_description, u_impact, u_urgency, u_correlation_id and u_correlation_display, and let its transform map coalesce on the correlation id.',
    'For the Event Management URL with inbound_event: make an event rule that reads the event.',
  ],
  unconfirmed: [
    'Whether the Table API says anything of a column that its table doesn’t have. Most likely it ignores it.',
    'How large a request the Table API takes. ServiceNow documents 10 MB for scripted APIs.',
    'The lengths of short_description and description, shortened here to 160 and 4,000 characters. Your instance may have others.',
    'The columns of your import set. The body uses the names ServiceNow gives new columns, with u_ before them.',
    'That an import of an unchanged record answers “ignored” with “No field values changed”.',
    'What the Event Management URL with inbound_event reads and answers: it depends on the connector that takes the event.',
  ],
  fields: [
    choiceField(
      'mode',
      'Send to',
      [
        { value: 'table', label: 'A table, such as incident' },
        { value: 'import', label: 'An import set' },
        { value: 'events', label: 'Event Management' },
      ],
      { required: false, hint: 'Follows from the URL.' },
    ),
    choiceField(
      'auth',
      'Sign in with',
      [
        { value: 'key', label: 'API key' },
        { value: 'basic', label: 'User and password' },
        { value: 'bearer', label: 'OAuth access token' },
      ],
      { required: false, hint: 'An API key is safest: it can be limited to this one table.' },
    ),
    secretField('apiKey', 'API key', {
      when: { auth: ['key'] },
      check: checkHeaderValue,
      hint: 'In ServiceNow: System Web Services > API Access Policies > REST API Key, the token of the key.',
    }),
    textField('user', 'User', {
      when: { auth: ['basic'] },
      hint: 'The user ID of the service account, in ServiceNow under User Administration > Users.',
    }),
    secretField('password', 'Password', { when: { auth: ['basic'] }, hint: 'Of that user.', exact: true }),
    secretField('token', 'Access token', {
      when: { auth: ['bearer'] },
      check: checkToken('Bearer'),
      hint: 'In ServiceNow: System OAuth > Manage Tokens. It ends when ServiceNow says so.',
    }),
  ],
  check: ({ mode, user }, url) => {
    const found = modeOf(url)
    if (found === null && hosts.test(url.hostname))
      return {
        mode: 'The URL leads to no table. End it with /api/now/table/incident, or paste the address of the instance alone.',
      }
    if (found !== null && found !== mode)
      return { mode: `The URL is that of ${labels[found]}. Choose it here, or replace the URL.` }
    return user.includes(':') ? { user: 'A user ID has no colon.' } : {}
  },
  recognise: (url) => {
    if (!hosts.test(url.hostname)) return null
    const mode = modeOf(url)
    if (mode !== null) return { kind: 'fits', url: complete(url, mode), fields: { mode } }
    // A page of the instance, as the browser shows it.
    if (url.pathname.startsWith('/api/')) return null
    return { kind: 'fits', url: complete(new URL('/api/now/table/incident', url), 'table'), fields: { mode: 'table' } }
  },
  signs: false,
  credentials: ({ auth, apiKey, user, password, token }) => {
    if (auth === 'basic') return [['authorization', basicLogin(user, password)]]
    return auth === 'bearer' ? [['authorization', `Bearer ${token}`]] : [['x-sn-apikey', apiKey]]
  },
  // Without both this and the Content-Type ServiceNow refuses.
  headers: () => [['accept', 'application/json']],
  template: ({ mode }) => serviceNowTemplate(mode),
  // SECURITY: in work notes and comments, [code] makes ServiceNow show what follows as HTML.
  escape: (text, path) => {
    const harmless = withoutControls(text).replaceAll(/\[(?=\/?code\])/gi, '[\u200b')
    return columnOf(path) === 'short_description' ? oneLine(harmless) : harmless
  },
  takesNull: false,
  limits: {
    bytes: 1024 * 1024,
    characters: (path) => (path.includes('additional_info') ? null : (lengths[columnOf(path)] ?? null)),
    perMinute: null,
  },
  pack: (tree: Json, _event, { mode }) => packServiceNow(tree, mode),
  dedup:
    'Event Management keeps one alert for each event, by its message key. An import set makes one record of each event where its transform map coalesces on the correlation id. The Table API makes a second record each time: search for the event’s id in Correlation ID.',
  answers: serviceNowAnswers,
  // SECURITY: an API key may stand in the query, as x-sn-apikey.
  mask: (url) => {
    const mode = modeOf(url)
    return maskUrl(url, { parameters: openParameters, ...(mode && { path: paths[mode] }) })
  },
}
