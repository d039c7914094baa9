import { byCode, flowAnswers } from '../parts/flow-answers.ts'
import type { AnswerRule } from '../receiver.ts'

const open = 'In Teams open the Workflows app and this workflow'

/** Sources: power-automate-docs, oauth-authentication; issues of jenkinsci/office-365-connector-plugin and others. */
export const teamsAnswers: readonly AnswerRule[] = [
  {
    reason: 'queued',
    matches: ({ status }) => status === 202,
    sample: { status: 202, body: '' },
    outcome: 'queued',
    tells:
      'Accepted by Microsoft Teams, not yet posted: whether the card reached the channel, only the run history of the workflow says.',
  },
  byCode(
    ['DirectApiAuthorizationRequired'],
    401,
    'unauthorized',
    {
      short: 'URL without its key',
      what: '{host} answered {status}: the workflow does not accept requests from anyone who has this URL.',
      why: 'The URL was not copied whole (its end, from sig= on, is the key), or only signed-in users may start the workflow.',
      next: `${open}, set “Who can trigger the flow” to Anyone, save, and copy the whole URL again.`,
    },
    { message: 'The request to trigger the workflow must be authenticated only by Shared Access scheme.' },
  ),
  byCode(
    ['TriggerInputSchemaMismatch', 'InvalidRequestContent'],
    400,
    'bad_request',
    {
      short: 'another body expected',
      what: '{host} answered {status}: the workflow expects another body. It says: {said}',
      why: 'It was not made from the template for webhook alerts, or this webhook has a template of its own that is no message with a card.',
      next: 'In Teams make the workflow from “Send webhook alerts to a channel”, or go back to the built-in template here.',
    },
    {
      message: "The input body for trigger 'manual' of type 'Request' did not match its schema definition.",
      quoted: true,
    },
  ),
  ...flowAnswers({ flow: 'workflow', open }),
]
