import type { Handlers } from '../../../preload/contract/commands.ts'

export const notAsked = (): never => {
  throw new Error('not asked for in this test')
}

/** Every command, refusing to be asked: a test replaces the ones it is about. */
export const unaskedHandlers: Handlers = {
  'app.snapshot': notAsked,
  'app.showDataFolder': notAsked,
  'app.copyText': notAsked,
  'webhooks.create': notAsked,
  'webhooks.update': notAsked,
  'webhooks.remove': notAsked,
  'webhooks.restore': notAsked,
  'webhooks.enable': notAsked,
  'webhooks.disable': notAsked,
  'webhooks.test': notAsked,
  'webhooks.held.send': notAsked,
  'webhooks.held.dismiss': notAsked,
  'webhooks.secret.rotate': notAsked,
  'webhooks.secret.copy': notAsked,
  'events.fire': notAsked,
  'events.sample': notAsked,
  'events.page': notAsked,
  'events.get': notAsked,
  'deliveries.page': notAsked,
  'deliveries.get': notAsked,
  'deliveries.redeliver': notAsked,
  'deliveries.failedSince': notAsked,
  'deliveries.redeliverFailedSince': notAsked,
  'deliveries.cancel': notAsked,
  'curl.copy': notAsked,
  'curl.copyWithSecrets': notAsked,
  'receivers.recognise': notAsked,
  'templates.preview': notAsked,
  'filters.count': notAsked,
  'recovery.look': notAsked,
  'recovery.restore': notAsked,
  'recovery.startEmpty': notAsked,
  'settings.get': notAsked,
  'settings.update': notAsked,
}
