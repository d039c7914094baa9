import type { Snapshot } from '../../../preload/contract/changes.ts'
import { type Input, commands } from '../../../preload/contract/commands.ts'
import type { Webhook } from '../../../preload/contract/webhook.ts'
import { type Emit, found, handle } from './fake-handler.ts'
import { sampleReport } from './sample-report.ts'
import { sampleWebhook } from './sample-webhooks.ts'

export function fakeWebhooks(snapshot: Snapshot, emit: Emit) {
  const removed = new Map<string, Webhook>()
  const get = (id: string) =>
    found(
      snapshot.webhooks.find((webhook) => webhook.id === id),
      'webhook',
    )
  const put = (webhook: Webhook) => {
    snapshot.webhooks = [...snapshot.webhooks.filter(({ id }) => id !== webhook.id), webhook]
    emit({ kind: 'webhook', webhook })
    return webhook
  }
  const drop = (id: string) => {
    snapshot.webhooks = snapshot.webhooks.filter((webhook) => webhook.id !== id)
    emit({ kind: 'webhook.removed', id })
  }
  const release = (id: string) => {
    const { held, ...webhook } = get(id)
    put({ ...webhook, held: 0 })
    return { count: held }
  }

  return {
    'webhooks.create': handle(commands['webhooks.create'], ({ id, draft }) =>
      put(saved(sampleWebhook({ id, createdAt: Date.now() }), draft)),
    ),
    'webhooks.update': handle(commands['webhooks.update'], ({ id, draft }) => put(saved(get(id), draft))),
    'webhooks.remove': handle(commands['webhooks.remove'], ({ id }) => {
      removed.set(id, get(id))
      drop(id)
      return {}
    }),
    'webhooks.restore': handle(commands['webhooks.restore'], ({ id }) => put(found(removed.get(id), 'webhook'))),
    'webhooks.enable': handle(commands['webhooks.enable'], ({ id }) =>
      put({ ...get(id), status: { kind: 'active', since: Date.now(), reason: 'Enabled by you' } }),
    ),
    'webhooks.disable': handle(commands['webhooks.disable'], ({ id }) =>
      put({
        ...get(id),
        status: { kind: 'disabled', since: Date.now(), reason: 'Disabled by you', by: 'user' },
        nextAttemptAt: null,
      }),
    ),
    'webhooks.test': handle(commands['webhooks.test'], ({ id, draft }) => {
      if (!draft) get(id)
      return sampleReport()
    }),
    'webhooks.held.send': handle(commands['webhooks.held.send'], ({ id }) => release(id)),
    'webhooks.held.dismiss': handle(commands['webhooks.held.dismiss'], ({ id }) => release(id)),
    'webhooks.secret.rotate': handle(commands['webhooks.secret.rotate'], ({ id }) =>
      put({
        ...get(id),
        signingSecret: { set: true, updatedAt: Date.now(), previousUntil: Date.now() + 86_400_000 },
      }),
    ),
    'webhooks.secret.copy': handle(commands['webhooks.secret.copy'], () => ({})),
  }
}

/** As main saves a draft: null keeps what is stored, and no secret comes back. */
function saved(webhook: Webhook, draft: Input<'webhooks.create'>['draft']): Webhook {
  const { url, agreeTo: _agreed, headers, signingSecret, clientCertificate, proxy, fields, ...definition } = draft
  return {
    ...webhook,
    ...definition,
    // Which of them are secret only main knows; here all are shown.
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? ''])),
    url: url === null ? webhook.url : { shown: url, whole: true },
    clientCertificate:
      clientCertificate.kind === 'none'
        ? null
        : (webhook.clientCertificate ?? {
            subject: 'CN=soc',
            validTo: Date.now() + 90 * 86_400_000,
            updatedAt: Date.now(),
          }),
    proxy: proxy.kind === 'manual' ? { ...proxy, passwordSet: proxy.password !== '' } : proxy,
    headers: headers.map(({ name }) => ({ name })),
    signingSecret: signingSecret === null ? webhook.signingSecret : { ...webhook.signingSecret, set: true },
    updatedAt: Date.now(),
  }
}
