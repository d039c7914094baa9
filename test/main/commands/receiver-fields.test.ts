import { expect, test } from 'vitest'
import { aDraft, openWorkstation, refusalOf, webhookId } from './ask.ts'

// What is complained of is always at an input the form shows.

const rule =
  'https://api-private.atlassian.com/automation/webhooks/jira/a/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'

test('where the URL is one of an automation rule, Jira asks for that choice, and only then for the secret', async () => {
  await using station = await openWorkstation()
  const issue = { project: 'SEC', email: 'a@example.com', token: 't0ken' }
  const refused = async (fields: object) =>
    (
      await refusalOf(station, 'webhooks.create', {
        id: webhookId,
        draft: aDraft({ url: rule, receiver: 'jira', fields }),
      })
    ).fields
  expect(await refused({ ...issue, mode: 'cloud' })).toEqual({ 'draft.fields.mode': expect.stringContaining('Choose') })
  expect(await refused({ mode: 'automation' })).toEqual({ 'draft.fields.secret': expect.stringContaining('secret') })
})

test.for([
  ['servicenow', '/api/now/table/incident', { auth: 'key', apiKey: 'k3y', user: 'a:b' }],
  ['elastic', '/intake', { mode: 'agent_basic', user: 'soc', password: 'p', header: 'X-Secret' }],
  ['zendesk', '/api/v2/tickets', { auth: 'oauth', token: 't0ken', email: 'a:b' }],
] as const)('what another way of signing in left behind is not complained of: %s', async ([receiver, path, fields]) => {
  await using station = await openWorkstation()
  const draft = aDraft({ url: `https://127.0.0.1:9${path}`, receiver, fields })
  expect(await station.ask('webhooks.create', { id: webhookId, draft: draft as never })).toMatchObject({ ok: true })
})

test.for([
  ['a choice that is none', { auth: 'fax', apiKey: 'k3y' }, 'auth', /^Choose one of those offered as Sign in with/],
  ['a value that is missing', { auth: 'key' }, 'apiKey', /^Enter the API key\. In ServiceNow/],
  ['a value of blanks', { auth: 'key', apiKey: ' \t ' }, 'apiKey', /^Enter the API key/],
] as const)('%s is refused at its field, with what to do', async ([, fields, name, words]) => {
  await using station = await openWorkstation()
  const draft = aDraft({ url: 'https://127.0.0.1:9/api/now/table/incident', receiver: 'servicenow', fields })
  expect(await refusalOf(station, 'webhooks.create', { id: webhookId, draft })).toMatchObject({
    code: 'invalid',
    fields: { [`draft.fields.${name}`]: expect.stringMatching(words) },
  })
})

test('what the receiver does not ask for is not kept', async () => {
  await using station = await openWorkstation()
  const fields = { token: 't0ken', index: ' main ', constructor: 'c', mode: 'table' }
  const id = await station.add(aDraft({ receiver: 'splunk', fields }) as never)
  expect(await station.webhook(id)).toMatchObject({ secretFields: ['token'] })
  expect((await station.webhook(id)).fields).toEqual({ index: 'main', channel: '' })
})
