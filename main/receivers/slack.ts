import { choiceField } from './parts/fields.ts'
import { maskAllBut } from './parts/mask-all-but.ts'
import { packJson } from './parts/pack-json.ts'
import type { Receiver } from './receiver.ts'
import { slackAnswers } from './slack/answers.ts'
import { slackMessage, slackVariables } from './slack/bodies.ts'
import { escapeSlack, fitHeaders } from './slack/text.ts'

const message = /^\/services\/[A-Z0-9]+\/[A-Z0-9]+\/[A-Za-z0-9]+\/?$/
const workflow = /^\/(workflows|triggers)\/[A-Za-z0-9/_-]+$/

/** Slack: an incoming webhook posts a message of blocks; a workflow takes the texts it was told to expect. */
export const slack: Receiver<'slack', 'mode'> = {
  kind: 'slack',
  name: 'Slack',
  urlExample: 'https://hooks.slack.com/services/T…/B…/…',
  setUp: [
    'At api.slack.com/apps open your app, or create one from scratch.',
    'Under Incoming Webhooks switch them on, choose Add New Webhook to Workspace and pick the channel.',
    'Copy the Webhook URL.',
    `For a workflow instead: in Workflow Builder choose From a webhook, add text variables named ${Object.keys(slackVariables).join(', ')}, and copy its URL.`,
  ],
  unconfirmed: [
    'Whether a workflow takes variables it does not define, and how much it takes, is not documented. If it fails, define all of them, or take the others out of the template.',
    'Whether a workflow reads markup in variables is not documented, so < is sent to it as ‹.',
    'How many requests a minute a workflow takes is not documented; the form presets 60, as for a channel.',
  ],
  fields: [
    choiceField(
      'mode',
      'Posts to',
      [
        { value: 'message', label: 'A channel (incoming webhook)' },
        { value: 'workflow', label: 'A workflow (webhook trigger)' },
      ],
      { hint: 'Told by the URL: /services/ is a channel, /triggers/ or /workflows/ is a workflow.' },
    ),
  ],
  check: ({ mode }, url) => {
    const told = modeOf(url)
    if (told === null || told === mode) return {}
    return {
      mode:
        told === 'workflow' ? 'This is the URL of a workflow. Choose it.' : 'This is the URL of a channel. Choose it.',
    }
  },
  recognise: (url) => {
    const mode = modeOf(url)
    return mode === null ? null : { kind: 'fits', url: url.href, fields: { mode } }
  },
  signs: false,
  credentials: () => [],
  headers: () => [],
  template: ({ mode }) => (mode === 'workflow' ? slackVariables : slackMessage),
  escape: escapeSlack,
  takesNull: false,
  limits: {
    // More than 13,200 characters over all blocks were seen refused: with 10,000 bytes there are always fewer.
    bytes: 10_000,
    characters: ([first, , part, , ...rest]) => {
      if (first === 'text') return 4000
      if (first !== 'blocks') return null
      if (part === 'fields') return 2000
      // A button's text is an object of its own; the texts beside it in a context block are none.
      return part === 'elements' && rest.length === 2 ? 75 : 3000
    },
    perMinute: 60,
  },
  pack: (tree) => packJson(fitHeaders(tree)),
  dedup: null,
  answers: slackAnswers,
  mask: (url) => maskAllBut(url, ['services', 'workflows', 'triggers']),
}

function modeOf({ hostname, port, pathname }: URL): 'message' | 'workflow' | null {
  if (!/^hooks\.slack(-gov)?\.com$/.test(hostname) || port !== '') return null
  return message.test(pathname) ? 'message' : workflow.test(pathname) ? 'workflow' : null
}
