import { z } from 'zod'
import type { Words } from '../../failure-words.ts'
import type { Failure } from '../../../preload/contract/outcome.ts'
import type { AnswerRule, Judged } from '../receiver.ts'
import { byStatus } from './status-rule.ts'
import { isWebPage } from './web-page.ts'

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) })

function errorOf({ json, text }: Judged): { code: string; message: string } {
  // An answer that was cut is no JSON any more, but the code stands at its beginning.
  const named = () => ({ code: /"code"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? '', message: text })
  return errorSchema.safeParse(json).data?.error ?? named()
}

/** An error by its code; its message is worth telling where it is `quoted`. */
export const byCode = (
  codes: readonly [string, ...string[]],
  status: number,
  outcome: Failure,
  words: Words,
  { message = '', says = /(?:)/, quoted = false, reason = codes[0] } = {},
): AnswerRule => ({
  reason,
  matches: (answer) => {
    const error = errorOf(answer)
    return codes.includes(error.code) && says.test(error.message) && (quoted ? error.message : true)
  },
  sample: { status, body: JSON.stringify({ error: { code: codes[0], message } }) },
  outcome,
  words,
})

/** What Teams' workflows and Power Automate's flows answer alike. `flow`: its name here; `open`: where it is found. */
export const flowAnswers = ({ flow, open }: { flow: string; open: string }): readonly AnswerRule<never>[] => [
  {
    // Microsoft answers 202, or what a Response step of the flow says.
    reason: 'web_page',
    matches: isWebPage,
    sample: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Sign in</title>' },
    outcome: 'refused',
    words: {
      short: 'but with a web page',
      what: `{host} answered {status} with a web page, so the ${flow} was not started.`,
      why: 'The URL is that of a page people look at, or a sign-in stands in front of it.',
      next: `${open} and copy the URL from its trigger again.`,
    },
  },
  byCode(
    ['MisMatchingOAuthClaims'],
    401,
    'unauthorized',
    {
      short: 'token not accepted',
      what: `{host} answered {status}: the ${flow} does not accept the token in the Authorization header.`,
      why: 'The token is of another tenant, for another service, or was given to a user who may not start it.',
      next: `${open}, set “Who can trigger the flow” to Anyone, save, and paste its new URL without a token.`,
    },
    { message: 'The authentication credentials are not valid: one or more claims do not match the access policy.' },
  ),
  byCode(
    ['WorkflowTriggerIsNotEnabled'],
    400,
    'not_found',
    {
      short: `${flow} turned off`,
      what: `{host} answered {status}: the ${flow} is turned off or deleted.`,
      why: `Somebody turned it off, or Microsoft did, because it kept failing, was not used for long, or its owner left.`,
      next: `${open} and turn it on. If it is gone, make a new one and replace the URL here.`,
    },
    { message: "Could not execute workflow '1234' trigger 'manual' with state 'Disabled': trigger is not enabled." },
  ),
  byCode(
    ['WorkflowNotFound'],
    404,
    'not_found',
    {
      short: `${flow} deleted`,
      what: `{host} answered {status}: the ${flow} does not exist any more.`,
      why: 'It was deleted, or the URL was not copied whole.',
      next: `Make a new ${flow} and replace the URL here.`,
    },
    { message: "The workflow '1234' could not be found." },
  ),
  byStatus(404, 'not_found', {
    short: `${flow} not found`,
    what: `{host} answered 404: there is no ${flow} at this URL.`,
    why: 'It was deleted, or the URL was not copied whole.',
    next: `${open} and copy its URL again. If it is gone, make a new one.`,
  }),
  byStatus(429, 'rate_limited', {
    short: 'too many requests',
    what: `{host} answered 429: the ${flow} is started too often.`,
    why: 'Microsoft limits how often one may be started, by the plan of its owner.',
    next: 'If it happens often, set a lower rate limit on the webhook, or a filter.',
    passing: true,
  }),
  byStatus(502, 'bad_gateway', slow(flow, open, 502)),
  byStatus(504, 'gateway_timeout', slow(flow, open, 504)),
]

function slow(flow: string, open: string, status: number): Words {
  return {
    short: `${flow} took too long`,
    what: `{host} answered ${status}: the ${flow} did not answer in time.`,
    why: 'It has a Response step and did not come to it. It may have worked on the event all the same.',
    next: `${open} and look at its run history. Move the Response step up, or remove it.`,
    passing: true,
  }
}
