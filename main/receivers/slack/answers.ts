import { z } from 'zod'
import type { Words } from '../../failure-words.ts'
import type { Failure } from '../../../preload/contract/outcome.ts'
import type { AnswerRule, Judged } from '../receiver.ts'
import { isSuccessStatus } from '../parts/success-status.ts'

/** How workflows answer. */
const workflowSchema = z.object({ ok: z.boolean(), error: z.string().optional() })
const workflowIn = ({ json }: Judged) => workflowSchema.safeParse(json).data

/** The word an answer consists of or begins with. Slack's statuses vary, so the word decides. */
const wordOf = (answer: Judged): string => workflowIn(answer)?.error ?? /^[a-z_]+/.exec(answer.text.trim())?.[0] ?? ''

const answered = (
  strings: readonly [string, ...string[]],
  status: number,
  outcome: Failure,
  words: Words,
  also: (answer: Judged) => boolean = () => true,
): AnswerRule => ({
  reason: strings[0],
  matches: (answer) => strings.includes(wordOf(answer)) && also(answer),
  sample: { status, body: strings[0] },
  outcome,
  words,
})

const newUrl =
  'At api.slack.com/apps open the app, add a new webhook under Incoming Webhooks, and replace the URL here.'
const ownTemplate =
  'If this webhook has a template of its own, check it with the preview, or go back to the built-in one.'

const unreadable = (what: string, short = 'message not understood'): Words => ({
  short,
  what: `{host} answered {status}: ${what}`,
  why: 'Most likely a block of the message is malformed or too long.',
  next: ownTemplate,
})

/** An error this table does not know: told as Slack tells it. */
const workflowRefusal = (
  reason: string,
  status: number,
  outcome: Failure,
  also: (answer: Judged) => boolean,
): AnswerRule => ({
  reason,
  matches: (answer) => {
    const said = workflowIn(answer)
    return also(answer) && said?.ok === false && (said.error ?? true)
  },
  sample: { status, body: '{"ok":false,"error":"invalid_trigger_inputs"}' },
  outcome,
  words: {
    short: 'refused by Slack',
    what: '{host} answered {status}: Slack did not start the workflow. It says: {said}',
    why: 'Most likely the workflow expects other variables, is not published, or its URL changed.',
    next: 'In Workflow Builder compare its variables with the template, see that it is published, and copy its URL again.',
  },
})

/** Sources: Slack's changelog of 2016-05-17 on errors of incoming webhooks; node-slack-sdk. */
export const slackAnswers: readonly AnswerRule<'mode'>[] = [
  {
    reason: 'ok',
    matches: (answer) => isSuccessStatus(answer) && answer.text === 'ok',
    sample: { status: 200, body: 'ok' },
    outcome: 'accepted',
    tells: 'Slack posted the message.',
  },
  {
    reason: 'workflow_started',
    matches: (answer) =>
      isSuccessStatus(answer) && answer.values.mode === 'workflow' && workflowIn(answer)?.ok === true,
    sample: { status: 200, body: '{"ok":true}', values: { mode: 'workflow' } },
    outcome: 'queued',
    tells: 'Accepted by Slack, not yet run: the activity of the workflow says what became of it.',
  },
  answered(['invalid_payload'], 400, 'bad_request', unreadable('Slack can’t read the message.')),
  answered(['invalid_blocks', 'invalid_blocks_format'], 400, 'bad_request', unreadable('Slack finds a block wrong.')),
  answered(
    ['msg_blocks_too_long'],
    400,
    'bad_request',
    unreadable('the blocks are too long together.', 'message too long'),
  ),
  answered(['no_text', 'missing_text_or_fallback_or_attachments'], 400, 'bad_request', {
    ...unreadable('the message has no text.', 'message without a text'),
    why: 'Slack wants a text beside the blocks, for notifications.',
  }),
  answered(['too_many_attachments'], 400, 'bad_request', {
    ...unreadable('the message has more than 100 attachments.', 'too many attachments'),
    why: 'A message has at most 100.',
  }),
  answered(['user_not_found'], 400, 'bad_request', {
    short: 'user unknown to Slack',
    what: '{host} answered {status}: the user it should post to does not exist.',
    why: 'The user this webhook was made for was removed from the workspace.',
    next: newUrl,
  }),
  answered(['action_prohibited'], 403, 'forbidden', {
    short: 'restricted by an admin',
    what: '{host} answered {status}: an admin of the workspace restricts this webhook.',
    why: 'A setting of the workspace keeps the app from posting here.',
    next: 'Ask an admin of the Slack workspace to allow the app to post to the channel, then test again.',
  }),
  answered(['posting_to_general_channel_denied'], 403, 'forbidden', {
    short: 'not allowed in #general',
    what: '{host} answered {status}: only some people may post to #general.',
    why: 'The workspace restricts who may post there.',
    next: 'Make the webhook for another channel, or ask an admin to change who may post to #general.',
  }),
  answered(['invalid_token', 'invalid_auth'], 403, 'unauthorized', {
    short: 'URL not valid',
    what: '{host} answered {status}: the key in the URL is not valid.',
    why: 'The URL was not copied whole, or it was revoked.',
    next: newUrl,
  }),
  answered(['team_disabled'], 403, 'forbidden', {
    short: 'workspace disabled',
    what: '{host} answered {status}: the Slack workspace is disabled.',
    why: 'Its owner closed it, or its plan ended.',
    next: 'Ask the owner of the workspace, or use a webhook of another one.',
  }),
  answered(['channel_not_found'], 404, 'not_found', {
    short: 'channel not found',
    what: '{host} answered {status}: the channel does not exist for this webhook.',
    why: 'The channel was deleted, or the app lost access to it.',
    next: newUrl,
  }),
  answered(['no_service', 'no_service_id', 'no_active_hooks'], 404, 'not_found', {
    short: 'webhook removed in Slack',
    what: '{host} answered {status}: this webhook does not exist any more.',
    why: 'It was removed or disabled, or its app was uninstalled.',
    next: newUrl,
  }),
  answered(['no_team'], 404, 'not_found', {
    short: 'workspace gone',
    what: '{host} answered {status}: the Slack workspace does not exist any more.',
    why: 'It was deleted, or the URL was not copied whole.',
    next: 'Make a webhook in a workspace that exists, and replace the URL here.',
  }),
  answered(
    ['channel_is_archived'],
    410,
    'gone',
    {
      short: 'channel archived',
      what: '{host} answered 410: the channel is archived.',
      why: 'Nothing can be posted to an archived channel.',
      next: 'Unarchive the channel in Slack, or make a webhook for another one, then enable this webhook.',
    },
    ({ status }) => status === 410,
  ),
  {
    // Other than 410 ends nothing for good: the word alone must not disable the webhook.
    ...answered(['channel_is_archived'], 404, 'not_found', {
      short: 'channel archived',
      what: '{host} answered {status}: the channel is archived.',
      why: 'Nothing can be posted to an archived channel.',
      next: 'Unarchive the channel in Slack, or make a webhook for another one and replace the URL here.',
    }),
    reason: 'channel_is_archived_otherwise',
  },
  {
    reason: 'rate_limited',
    matches: (answer) => answer.status === 429 || ['rate_limited', 'ratelimited'].includes(wordOf(answer)),
    sample: { status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' },
    outcome: 'rate_limited',
    words: {
      short: 'too many messages',
      what: '{host} answered {status}: too many messages in a short time.',
      why: 'Slack takes about one message a second of each webhook.',
      next: 'If it happens often, set a lower rate limit on the webhook, or a filter.',
      passing: true,
    },
  },
  answered(['rollup_error'], 500, 'server_error', {
    short: 'Slack failed',
    what: '{host} answered {status}: something went wrong inside Slack.',
    why: 'The trouble is on Slack’s side.',
    next: 'If it stays, look at slack-status.com.',
    passing: true,
  }),
  workflowRefusal('workflow_error', 400, 'bad_request', ({ status }) => status >= 400 && status < 500),
  workflowRefusal('workflow_refused', 200, 'refused', isSuccessStatus),
  {
    reason: 'not_ok',
    matches: isSuccessStatus,
    sample: { status: 200, body: '<!DOCTYPE html><html><head><title>Slack</title></head></html>' },
    outcome: 'refused',
    words: {
      short: 'but not with ok',
      what: '{host} answered {status}, but not with the ok that says the message was posted.',
      why: 'Most likely something between this workstation and Slack answered, or the URL leads to a page.',
      next: 'Read its answer below, and copy the Webhook URL again from api.slack.com/apps.',
    },
  },
]
