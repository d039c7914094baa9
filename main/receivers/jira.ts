import { isObject, type Json } from '../templates/json.ts'
import { basicLogin } from './parts/basic-login.ts'
import { withoutControls } from './parts/control-characters.ts'
import { headline } from './parts/event-text.ts'
import { choiceField, secretField, textField } from './parts/fields.ts'
import { checkHeaderValue, checkToken } from './parts/header-fields.ts'
import { jiraAnswers } from './jira/answers.ts'
import { eventDocument, finishDocument } from './jira/document.ts'
import { isCloudRule, jiraModeOf, type JiraMode, maskJira, recogniseJira } from './jira/urls.ts'
import { escapeWiki, escapeWikiUrl, eventLines, joinLines } from './jira/wiki.ts'
import { oneLine } from './parts/one-line.ts'
import { packJson } from './parts/pack-json.ts'
import type { Path, Receiver, Values } from './receiver.ts'

type Name = 'mode' | 'secret' | 'auth' | 'project' | 'issueType' | 'priority' | 'email' | 'token'

const rest = { mode: ['cloud', 'server'] }
const modeLabels: Record<JiraMode, string> = {
  cloud: 'Jira Cloud (REST API 3)',
  server: 'Data Center, or REST API 2',
  automation: 'An automation rule',
}

/** Left out on purpose: a priority, which many projects don't have or don't ask for (a 400 each), unless one is chosen. */
const issueFields = {
  project: { key: '{{ fields.project }}' },
  issuetype: { name: '{{ fields.issueType | default("Task") }}' },
  priority: { $if: '{{ fields.priority }}', name: '{{ fields.priority }}' },
  summary: headline,
  labels: [
    'castellan',
    'sev-{{ data.severity }}',
    '{{ data.mitre.technique_id | label | truncate(100) | wrap("mitre-", "") }}',
    '{{ data.test | map("true=test") }}',
    '{{ id }}',
  ],
}

/** REST API 2 reads wiki markup in texts; in a document of API 3 nothing is markup. */
function escapeJira(text: string, path: Path, { mode }: Pick<Values<Name>, 'mode'>): string {
  const [first, field, , key] = path
  if (first === 'fields' && field === 'summary') return oneLine(text)
  if (first === 'fields' && field === 'labels') return withoutControls(text).replaceAll(/\s+/g, '-')
  if (mode !== 'server' || !isWiki(path)) return withoutControls(text)
  if (key === 'link') return escapeWikiUrl(text)
  return escapeWiki(key === 'row' ? oneLine(text) : withoutControls(text))
}

// SECURITY: whether a field that an administrator added is shown as markup, the request doesn't tell: so it is taken for some.
/** The description, and what an analyst's own template may have beside it. */
function isWiki([first, field, part, ...deeper]: Path): boolean {
  if (first === 'update') return field === 'comment' && deeper.at(-1) === 'body'
  if (first !== 'fields') return false
  if (field === 'description' || field === 'environment') return part !== 'content'
  return String(field).startsWith('customfield_') && part === undefined
}

/** Of a description 32,767 in all; what stands beside the longest text of it is short. */
function lengthOf([first, field, , key]: Path): number | null {
  if (first !== 'fields') return null
  if (field === 'summary') return 254
  if (field === 'labels') return 255
  if (field !== 'description') return null
  return key === undefined ? 32_767 : 24_000
}

/** The description as it is sent: Jira has one form for each of its APIs. */
function finish(tree: Json, mode: string): Json {
  if (mode === 'automation' || !isObject(tree)) return tree
  const { fields } = tree
  if (!isObject(fields)) return tree
  const { description } = fields
  if (description === undefined) return tree
  return {
    ...tree,
    fields: { ...fields, description: mode === 'server' ? joinLines(description) : finishDocument(description) },
  }
}

export const jira: Receiver<'jira', Name> = {
  kind: 'jira',
  name: 'Jira',
  urlExample: 'https://example.atlassian.net/rest/api/3/issue',
  setUp: [
    'For issues in Jira Cloud: paste the address of your site, and make an API token at id.atlassian.com under Security > API tokens.',
    'For Jira Data Center: paste its address with /rest/api/2/issue behind it, and make a token in your profile under Personal Access Tokens.',
    'For an automation rule: add the trigger “Incoming webhook”, choose “No work items from the webhook”, and copy its URL and secret.',
    'In the rule, read the event by {{webhookData.title}}, {{webhookData.severity}} and so on; log {{webhookData}} once to see all of it.',
  ],
  unconfirmed: [
    'What an automation rule answers where it fails: the words for 400, 401, 403, 404 and 429 are the likely ones.',
    'Whether a rule reads the event only from “data”, as it is sent.',
    'How long a description may be. It is kept within 32,767 characters.',
    'What Jira Cloud answers to a wrong sign-in: it may be 400 or 404 about the project instead of 401.',
  ],
  fields: [
    choiceField(
      'mode',
      'Send to',
      [
        { value: 'cloud', label: modeLabels.cloud },
        { value: 'server', label: modeLabels.server },
        { value: 'automation', label: modeLabels.automation },
      ],
      { required: false, hint: 'Follows from the URL.' },
    ),
    secretField('secret', 'Secret of the rule', {
      required: false,
      when: { mode: ['automation'] },
      check: checkHeaderValue,
      hint: 'In Jira: Automation > the rule > Incoming webhook, below the URL. Data Center has none.',
    }),
    textField('project', 'Project key', {
      when: rest,
      placeholder: 'SEC',
      check: (value) => (/^[A-Za-z]\w+$/.test(value) ? null : 'A project key is like SEC: letters, digits and _ only.'),
      hint: 'What its issues’ numbers start with: SEC of SEC-24.',
    }),
    choiceField(
      'auth',
      'Sign in with',
      [
        { value: 'basic', label: 'E-mail and API token' },
        { value: 'bearer', label: 'Personal access token, or OAuth' },
      ],
      { required: false, when: rest, hint: 'Jira Cloud: e-mail and API token. Data Center: a personal access token.' },
    ),
    textField('email', 'E-mail', {
      when: { ...rest, auth: ['basic'] },
      check: (value) => (value.includes(':') ? 'Enter the e-mail alone, without a colon.' : null),
      hint: 'Of the Atlassian account the token belongs to. Data Center: the user name, with the password as token.',
    }),
    secretField('token', 'Token', {
      when: rest,
      check: checkToken('Bearer'),
      hint: 'Cloud: id.atlassian.com > Security > API tokens. Data Center: Profile > Personal Access Tokens.',
    }),
    textField('issueType', 'Issue type', {
      required: false,
      initial: 'Task',
      when: rest,
      hint: 'As it is named in that project: Task, Bug, Incident …',
    }),
    textField('priority', 'Priority', {
      required: false,
      when: rest,
      hint: 'Leave it empty unless the project asks for one. Then as it is named there: Highest, High …',
    }),
  ],
  check: ({ mode, secret }, url) => {
    const found = jiraModeOf(url)
    if (found !== null && found !== mode)
      return { mode: `The URL is for: ${modeLabels[found]}. Choose that here, or replace the URL.` }
    if (isCloudRule(url) && secret === '')
      return { secret: 'Enter the secret of the rule: in Jira it stands below the URL.' }
    if (found === null && url.hostname.endsWith('.atlassian.net'))
      return { mode: 'The URL makes no issue. End it with /rest/api/3/issue, or paste the address of the site alone.' }
    return {}
  },
  recognise: recogniseJira,
  signs: false,
  credentials: ({ mode, secret, auth, email, token }) => {
    if (mode === 'automation') return secret === '' ? [] : [['x-automation-webhook-token', secret]]
    return [['authorization', auth === 'bearer' ? `Bearer ${token}` : basicLogin(email, token)]]
  },
  headers: () => [['accept', 'application/json']],
  template: ({ mode }) => {
    switch (mode) {
      case 'automation':
        return { data: '{{ event }}' }
      case 'server':
        return { fields: { ...issueFields, description: eventLines } }
      default:
        return {
          fields: { ...issueFields, description: eventDocument },
          properties: [{ key: 'castellan.event', value: { id: '{{ id }}', type: '{{ type }}' } }],
        }
    }
  },
  escape: escapeJira,
  takesNull: false,
  limits: { bytes: 1024 * 1024, characters: lengthOf, perMinute: null },
  pack: (tree, _event, { mode }) => packJson(finish(tree, mode)),
  dedup: null,
  answers: jiraAnswers,
  mask: maskJira,
}
