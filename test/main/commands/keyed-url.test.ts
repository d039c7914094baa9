import { expect, test } from 'vitest'
import { type ReceiverKind, receiverKinds } from '../../../preload/contract/receiver.ts'
import { aDraft, openWorkstation, refusalOf, webhookId } from './ask.ts'

// A URL that is its own key (sig=): Microsoft refuses whatever brings an Authorization header to one as well, and
// nobody's login belongs there, whichever receiver is chosen.

const keyed = 'https://127.0.0.1:9/hooks/start?sp=run&sig=aB3-xY_z'
const authorization = (value: string | null) => [{ name: 'AUTHORIZATION', value }]

/** Enough of its fields that nothing else is refused. */
const fields: Partial<Record<ReceiverKind, object>> = {
  servicenow: { auth: 'key', apiKey: 'key' },
  jira: { mode: 'automation' },
  qradar: { header: 'X-Token', token: 'token' },
  elastic: { mode: 'agent_header' },
}

test.for(['custom', 'servicenow', 'jira', 'teams', 'zapier', 'power-automate', 'qradar'] as const)(
  'is not saved, nor tested, with an Authorization header: %s',
  async (receiver) => {
    await using station = await openWorkstation()
    for (const command of ['webhooks.create', 'webhooks.test']) {
      const draft = aDraft({
        url: keyed,
        receiver,
        fields: fields[receiver],
        headers: authorization('Bearer abcdefgh'),
      })
      expect(await refusalOf(station, command, { id: webhookId, draft })).toMatchObject({
        code: 'invalid',
        fields: { 'draft.headers.0.name': expect.stringMatching(/its own key \(sig=\).*Remove/) },
      })
    }
  },
)

test('that a webhook is moved to is not sent the header it has: it is to be removed, not entered again', async () => {
  await using station = await openWorkstation()
  const headers = authorization('Bearer abcdefgh')
  const id = await station.add({ url: 'https://127.0.0.1:9/hook', headers })
  for (const url of [keyed, keyed.replace(':9', ':10')]) {
    const draft = aDraft({ url, headers: authorization(null) })
    expect(await refusalOf(station, 'webhooks.update', { id, draft })).toMatchObject({
      fields: { 'draft.headers.0.name': expect.stringContaining('sig=') },
    })
  }
  expect(await station.ask('webhooks.update', { id, draft: aDraft({ url: keyed }) as never })).toMatchObject({
    ok: true,
  })
})

test.for([
  ['splunk', { token: 'token' }],
  ['zendesk', { token: 'token' }],
  ['servicenow', { auth: 'bearer', token: 'token' }],
  ['qradar', { header: 'authorization', token: 'token' }],
] as const)('is refused for a receiver that signs in by that header: %s', async ([receiver, entered]) => {
  await using station = await openWorkstation()
  const draft = aDraft({ url: keyed, receiver, fields: entered })
  expect(await refusalOf(station, 'webhooks.create', { id: webhookId, draft })).toMatchObject({
    fields: { 'draft.url': expect.stringMatching(/its own key \(sig=\).*another receiver/) },
  })
})

test('takes any other header, whatever its name means to JavaScript', async () => {
  await using station = await openWorkstation()
  const headers = ['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((name) => ({ name, value: 'v' }))
  for (const receiver of receiverKinds.filter((kind) => kind === 'custom' || kind === 'teams')) {
    const id = await station.add({ url: keyed, receiver, headers })
    expect((await station.webhook(id)).headers.map(({ name }) => name)).toEqual(headers.map(({ name }) => name))
  }
})
