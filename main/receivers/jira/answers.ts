import { z } from 'zod'
import type { AnswerRule, Judged } from '../receiver.ts'
import { isSuccessStatus } from '../parts/success-status.ts'
import { isWebPage } from '../parts/web-page.ts'

const issueSchema = z.object({ key: z.string() })
const errorSchema = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
})

/** What Jira says of one field; '' where it says nothing. */
const errorOf = ({ json }: Judged, field: string): string => errorSchema.safeParse(json).data?.errors[field] ?? ''

/** All that Jira says is wrong, each field named. */
function complaints({ json }: Judged): string {
  const read = errorSchema.safeParse(json).data
  return read ? [...read.errorMessages, ...Object.entries(read.errors).map((pair) => pair.join(': '))].join(' ') : ''
}

const sampleError = (errors: Record<string, string>, errorMessages: string[] = []) =>
  JSON.stringify({ errorMessages, errors })

/** It answers before it works, and how is documented nowhere. */
const isRule = ({ values }: Judged<'mode'>) => values.mode === 'automation'

/** Of REST APIs 2 and 3, and of automation rules, whose failures are documented nowhere. */
export const jiraAnswers: readonly AnswerRule<'mode'>[] = [
  {
    reason: 'issue-made',
    matches: (answer) =>
      isSuccessStatus(answer) && !isRule(answer) && (issueSchema.safeParse(answer.json).data?.key ?? false),
    sample: {
      status: 201,
      body: '{"id":"10000","key":"SEC-24","self":"https://example.atlassian.net/rest/api/3/issue/10000"}',
    },
    outcome: 'accepted',
    tells: 'Jira made {said}.',
  },
  {
    reason: 'web-page',
    matches: isWebPage,
    sample: {
      status: 200,
      headers: { 'content-type': 'text/html;charset=UTF-8' },
      body: '<!DOCTYPE html><title>Log in',
    },
    outcome: 'refused',
    words: {
      short: 'a web page instead of an issue',
      what: '{host} answered {status} with a web page, and made no issue.',
      why: 'The URL is that of a page people look at, or a login stands in front of Jira.',
      next: 'Use a URL that ends in /rest/api/3/issue for Jira Cloud, or in /rest/api/2/issue for Data Center.',
    },
  },
  {
    reason: 'rule-queued',
    matches: (answer) => isSuccessStatus(answer) && isRule(answer),
    sample: { status: 200, body: '', values: { mode: 'automation' } },
    outcome: 'queued',
    tells: 'Accepted by Jira Automation, not yet worked on. What the rule made of it is in its audit log.',
  },
  {
    reason: 'no-issue',
    matches: isSuccessStatus,
    sample: { status: 200, body: '{"expand":"schema,names","total":0,"issues":[]}' },
    outcome: 'refused',
    words: {
      short: 'but no issue was named',
      what: '{host} answered {status}, but named no issue that it made.',
      why: 'The URL leads to another part of Jira, or something in front of Jira answered.',
      next: 'Use a URL that ends in /rest/api/3/issue for Jira Cloud, or in /rest/api/2/issue for Data Center.',
    },
  },
  {
    reason: 'wants-document',
    matches: (answer) => answer.status === 400 && /atlassian document/i.test(errorOf(answer, 'description')),
    sample: {
      status: 400,
      body: sampleError({
        description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
      }),
    },
    outcome: 'bad_request',
    words: {
      short: 'wants rich text',
      what: 'Jira answered 400: at this URL the description has to be an Atlassian document.',
      why: 'The URL is that of REST API 3, and the body has plain text.',
      next: 'Choose Jira Cloud as what the webhook sends to, or go back to the receiver’s own body.',
    },
  },
  {
    reason: 'wants-text',
    matches: (answer) => answer.status === 400 && /must be a string/i.test(errorOf(answer, 'description')),
    sample: { status: 400, body: sampleError({ description: 'Operation value must be a string' }) },
    outcome: 'bad_request',
    words: {
      short: 'wants plain text',
      what: 'Jira answered 400: at this URL the description has to be a text.',
      why: 'This is Jira Data Center or REST API 2, and the body has a document of REST API 3.',
      next: 'Choose Data Center or REST API 2 as what the webhook sends to, or go back to the receiver’s own body.',
    },
  },
  {
    reason: 'project',
    matches: (answer) => answer.status === 400 && (errorOf(answer, 'project') || false),
    sample: { status: 400, body: sampleError({ project: 'Specify a valid project ID or key' }) },
    outcome: 'bad_request',
    words: {
      short: 'project not known',
      what: 'Jira answered 400 about the project: {said}.',
      why: 'The project key is wrong, or the account can’t see that project. Jira says the same where the sign-in is wrong.',
      next: 'Compare the key with Jira’s list of projects, signed in as that account; then check e-mail and token.',
    },
  },
  {
    reason: 'summary-too-long',
    matches: (answer) => answer.status === 400 && (errorOf(answer, 'summary') || false),
    sample: { status: 400, body: sampleError({ summary: 'Summary must be less than 255 characters.' }) },
    outcome: 'bad_request',
    words: {
      short: 'summary refused',
      what: 'Jira answered 400 about the summary: {said}',
      why: 'A summary has at most 254 characters, in one line.',
      next: 'Shorten the summary in the body of this webhook, for example with truncate(200).',
    },
  },
  {
    reason: 'fields',
    matches: (answer) => answer.status === 400 && (complaints(answer) || false),
    sample: {
      status: 400,
      body: sampleError({
        priority: "Field 'priority' cannot be set. It is not on the appropriate screen, or unknown.",
      }),
    },
    outcome: 'bad_request',
    words: {
      short: 'a field is refused',
      what: 'Jira answered 400: {said}',
      why: 'The project requires another field, has no such issue type or priority, or a field is not on its Create screen.',
      next: 'Add or take out that field in the body, or have it put on the Create screen (Project settings > Screens).',
    },
  },
  {
    reason: 'bad-request',
    matches: ({ status }) => status === 400,
    sample: { status: 400, body: '' },
    outcome: 'bad_request',
    words: {
      short: 'request not understood',
      what: 'Jira answered 400: it does not understand the request.',
      why: 'The body is not what it takes; or the automation rule expects work items and was sent none.',
      next: 'In the rule’s trigger, choose “No work items from the webhook”; or go back to the receiver’s own body.',
    },
  },
  {
    reason: 'not-authenticated',
    matches: ({ status }) => status === 401,
    sample: { status: 401, body: 'Client must be authenticated to access this resource.' },
    outcome: 'unauthorized',
    words: {
      short: 'sign-in refused',
      what: 'Jira answered 401: it does not accept the sign-in.',
      why: 'The e-mail, the token or the rule’s secret is wrong, or the token has expired.',
      next: 'Make a new API token (Cloud: Atlassian account > Security; Data Center: Profile > Personal Access Tokens), or copy the secret from the rule’s trigger.',
    },
  },
  {
    reason: 'not-allowed',
    matches: ({ status }) => status === 403,
    sample: { status: 403, body: sampleError({}, ['You do not have permission to create issues in this project.']) },
    outcome: 'forbidden',
    words: {
      short: 'not allowed here',
      what: 'Jira answered 403: this account may not create issues here.',
      why: 'It lacks the permission Create issues, or the automation rule doesn’t accept the secret.',
      next: 'Have the account added under Project settings > Access, or copy the secret from the rule’s trigger again.',
    },
  },
  {
    reason: 'not-found',
    matches: ({ status }) => status === 404,
    sample: { status: 404, body: sampleError({}, ['Issue does not exist or you do not have permission to see it.']) },
    outcome: 'not_found',
    words: {
      short: 'nothing at this URL',
      what: 'Jira answered 404: there is nothing at this URL.',
      why: 'The URL is misspelt, the site was renamed, the rule was deleted or is off, or the account can’t see the project.',
      next: 'Copy the URL again: of a rule from its trigger (Automation > the rule > Incoming webhook), else from the browser. Data Center knows /rest/api/2/issue, but not /rest/api/3/issue.',
    },
  },
  {
    reason: 'rate-limited',
    matches: ({ status }) => status === 429,
    sample: { status: 429, headers: { 'retry-after': '30', 'x-ratelimit-reset': '2026-11-23T11:00Z' }, body: '' },
    outcome: 'rate_limited',
    words: {
      short: 'too many requests',
      what: 'Jira answered 429: it asks to be sent less.',
      why: 'Many events came in a short time, or other tools use up the same limit.',
      next: 'If it happens often, set a rate limit on the webhook.',
      passing: true,
    },
  },
]
