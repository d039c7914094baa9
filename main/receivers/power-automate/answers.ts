import { byCode, flowAnswers } from '../parts/flow-answers.ts'
import type { AnswerRule } from '../receiver.ts'

const open = 'At make.powerautomate.com open the flow'

/** Sources: power-automate-docs, oauth-authentication and limits-and-config; azure-docs, connectors-native-reqres. */
export const powerAutomateAnswers: readonly AnswerRule[] = [
  {
    reason: 'queued',
    matches: ({ status }) => status === 202,
    sample: { status: 202, body: '' },
    outcome: 'queued',
    tells: 'Accepted by Power Automate, not yet worked on: the run history of the flow says what became of it.',
  },
  byCode(
    ['DirectApiAuthorizationRequired'],
    401,
    'unauthorized',
    {
      short: 'only signed-in users',
      what: '{host} answered {status}: the flow accepts only signed-in users of its tenant.',
      why: '“Who can trigger the flow” is not set to Anyone, and no valid access token came with the request.',
      next: `${open}, set “Who can trigger the flow” to Anyone, save, and paste its new URL. Or enter a fresh access token.`,
    },
    {
      message: 'The OAuth authorization scheme is required.',
      says: /OAuth authorization scheme/i,
      reason: 'OAuthRequired',
    },
  ),
  byCode(
    ['DirectApiAuthorizationRequired'],
    401,
    'unauthorized',
    {
      short: 'URL and header don’t fit',
      what: '{host} answered {status}: the flow wants to be started by its URL alone.',
      why: 'The request had an Authorization header, or the URL was not copied whole (its end, from sig= on, is the key).',
      next: `${open}, copy the whole URL again, and leave the access token empty.`,
    },
    { message: 'The request to trigger the workflow must be authenticated only by Shared Access scheme.' },
  ),
  byCode(
    ['TriggerInputSchemaMismatch', 'InvalidRequestContent'],
    400,
    'bad_request',
    {
      short: 'body does not fit the schema',
      what: '{host} answered {status}: the event does not fit the schema of the flow. It says: {said}',
      why: 'The schema was made from another sample, or requires what this event does not have.',
      next: `${open}, and in its trigger use the sample payload from this receiver’s steps again, or empty the schema.`,
    },
    {
      message:
        "The input body for trigger 'manual' of type 'Request' did not match its schema definition. Error details: 'Invalid type. Expected String but got Null.'",
      quoted: true,
    },
  ),
  ...flowAnswers({ flow: 'flow', open }),
]
