import { expect, test } from 'vitest'
import type { WebhookDraftInput } from '../../../preload/contract/webhook.ts'
import { openReceiver } from '../../support/receiver.ts'
import { openWorkstation, type Workstation } from '../../support/workstation.ts'
import { refusalOf } from './ask.ts'

// What a receiver's own fields keep secret: never sent elsewhere, lost in silence, or in the way of a save.

const table = '/api/now/table/incident'
const at = (origin: string) => new URL(table, origin).href
const one = at('https://127.0.0.1:9')
const other = at('https://127.0.0.1:10')
const draftOf = (fields: WebhookDraftInput['fields'], given: object = {}): WebhookDraftInput => ({
  name: 'Tickets',
  url: one,
  events: ['agent.online'],
  receiver: 'servicenow',
  fields,
  ...given,
})
const byKey = { auth: 'key', apiKey: 'key-of-the-first' }
const byPassword = { auth: 'basic', user: 'soc', password: 'hunter2' }
/** As a page sends it that was told only which of them are set. */
const kept = (fields: object) => ({ ...fields, apiKey: null, token: null, password: null })

/** What was sealed can't be opened any more. */
function losesSecrets(station: Workstation, id: string): void {
  const { webhooks } = station.ledger()
  station.ledger().write(() => {
    const row = webhooks.get(id)!
    webhooks.update(
      {
        id,
        definition: row.definition,
        urlShown: row.url_shown,
        urlWhole: row.url_whole,
        sealed: new Uint8Array(40),
        signingUpdatedAt: row.signing_updated_at,
        signingPreviousUntil: null,
      },
      0,
    )
  })
}

test.for(['webhooks.test', 'webhooks.update'] as const)(
  '%s does not send a stored one to another host: it is asked for at its field',
  async (command) => {
    await using first = await openReceiver()
    await using second = await openReceiver()
    await using station = await openWorkstation()
    const id = await station.add(draftOf(byKey, { url: at(first.url), caCertificate: first.ca }) as never)
    const draft = draftOf(kept(byKey), { url: at(second.url), caCertificate: second.ca })
    expect(await refusalOf(station, command, { id, draft })).toMatchObject({
      code: 'invalid',
      fields: { 'draft.fields.apiKey': 'The URL leads elsewhere now. Enter the API key again.' },
    })
    expect(second.tcpConnections).toBe(0)
  },
)

test('another path on the same host keeps it', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = await station.add(draftOf(byKey, { url: at(receiver.url), caCertificate: receiver.ca }) as never)
  const url = new URL('/api/now/v2/table/incident', receiver.url).href
  await station.call('webhooks.test', { id, draft: draftOf(kept(byKey), { url, caCertificate: receiver.ca }) })
  expect(receiver.requests[0]?.headers['x-sn-apikey']).toBe('key-of-the-first')
})

test('one that another way of signing in uses is forgotten with a new host, and is not in the way', async () => {
  await using station = await openWorkstation()
  const id = await station.add(draftOf(byKey) as never)
  const moved = draftOf({ ...kept(byPassword), password: 'hunter2' }, { url: other })
  const { secretFields } = await station.call('webhooks.update', { id, draft: moved })
  expect(secretFields).toEqual(['password'])
  const back = draftOf(kept(byKey), { url: null })
  expect(await refusalOf(station, 'webhooks.update', { id, draft: back })).toMatchObject({
    fields: { 'draft.fields.apiKey': expect.stringMatching(/^Enter the API key\. In ServiceNow/) },
  })
})

test('one that another way of signing in uses stays where the host does', async () => {
  await using station = await openWorkstation()
  const id = await station.add(draftOf(byKey) as never)
  await station.call('webhooks.update', { id, draft: draftOf({ ...kept(byPassword), password: 'hunter2' }) })
  const { secretFields } = await station.call('webhooks.update', { id, draft: draftOf(kept(byKey)) })
  expect(secretFields).toEqual(['apiKey', 'password'])
})

test('those that can’t be read are asked for at their fields by the names they have there, and only if they are used', async () => {
  await using station = await openWorkstation()
  const id = await station.add(draftOf({ ...byKey, password: 'hunter2', token: 't0ken' }, { signing: false }) as never)
  losesSecrets(station, id)
  expect(await refusalOf(station, 'webhooks.update', { id, draft: draftOf(kept(byKey)) })).toEqual({
    code: 'unavailable',
    message: expect.any(String),
    fields: { 'draft.fields.apiKey': 'The stored API key can’t be read. Enter it again.' },
  })
  const draft = draftOf({ ...kept(byKey), apiKey: 'another-key' })
  expect(await station.call('webhooks.update', { id, draft })).toMatchObject({ secretFields: ['apiKey'] })
})

test('an optional one that can’t be read is not dropped in silence', async () => {
  await using station = await openWorkstation()
  const fields = { mode: 'json', header: 'X-Token', token: 't0ken' }
  const receiver = { receiver: 'qradar', signing: false, url: 'https://127.0.0.1:12469/' }
  const id = await station.add(draftOf(fields, receiver) as never)
  losesSecrets(station, id)
  const save = (values: object) => ({ id, draft: draftOf({ ...fields, ...values }, receiver) })
  expect(await refusalOf(station, 'webhooks.update', save({ token: null }))).toMatchObject({
    fields: { 'draft.fields.token': 'The stored Token can’t be read. Enter it again, or empty the field.' },
  })
  const saved = await station.call('webhooks.update', save({ header: '', token: '' }))
  expect(saved.secretFields).toEqual([])
})

test('those of another receiver that can’t be read are not in the way, nor is a signing secret there never was', async () => {
  await using station = await openWorkstation()
  const id = await station.add(draftOf(byKey, { signing: false }) as never)
  losesSecrets(station, id)
  const draft = draftOf({}, { receiver: 'custom', url: 'https://127.0.0.1:9/hook', signing: true })
  expect(await station.call('webhooks.update', { id, draft })).toMatchObject({ signingSecret: { set: true } })
})

const controls = ['a\r\nX-Admin: 1', 'a\nb', 'a\0b', 'a\tb', 'a\u007fb', 'a\u0085b']
test.for([
  ['servicenow', one, byKey, 'apiKey'],
  ['servicenow', one, byPassword, 'password'],
  ['servicenow', one, byPassword, 'user'],
  ['zendesk', one, { auth: 'apiToken', email: 'a@example.com', token: 't' }, 'email'],
  ['power-automate', one, { token: 't' }, 'token'],
  [
    'jira',
    'https://127.0.0.1:9/rest/api/2/issue',
    { mode: 'server', project: 'SEC', auth: 'bearer', token: 't' },
    'priority',
  ],
  ['splunk', one, { token: 't' }, 'index'],
  ['qradar', one, { header: 'X-T', token: 't' }, 'token'],
] as const)(
  'control characters in a value are refused at its field: %s, %s %s %s',
  async ([receiver, url, fields, name]) => {
    await using station = await openWorkstation()
    const id = `whk_${crypto.randomUUID()}`
    for (const value of controls) {
      for (const command of ['webhooks.create', 'webhooks.test']) {
        const draft = draftOf({ ...fields, [name]: value }, { receiver, url })
        expect(await refusalOf(station, command, { id, draft })).toMatchObject({
          code: 'invalid',
          fields: { [`draft.fields.${name}`]: expect.stringMatching(/^Take the line breaks and tabs out of the/) },
        })
      }
    }
  },
)

test('a password is sent with the spaces it begins and ends with; around all else they were pasted along', async () => {
  await using receiver = await openReceiver()
  await using station = await openWorkstation()
  const id = `whk_${crypto.randomUUID()}`
  const send = async (fields: object) => {
    const draft = draftOf({ ...fields }, { url: at(receiver.url), caCertificate: receiver.ca })
    await station.call('webhooks.test', { id, draft })
    return receiver.requests.at(-1)?.headers
  }
  const basic = await send({ auth: 'basic', user: ' soc ', password: ' open sesame ' })
  expect(basic?.authorization).toBe(`Basic ${btoa('soc: open sesame ')}`)
  expect((await send({ auth: ' key ', apiKey: ' k3y ' }))?.['x-sn-apikey']).toBe('k3y')
})
