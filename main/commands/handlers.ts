import type { Handlers } from '../../preload/contract/commands.ts'
import { recognise } from '../receivers/recognise.ts'
import { makeAgentHandlers } from './agents.ts'
import { makeCopyHandlers } from './copying.ts'
import { makeDeliveryHandlers } from './deliveries.ts'
import type { Effects } from './effects.ts'
import { makeEventHandlers } from './events.ts'
import { makeFilterHandlers } from './filters.ts'
import { makeFolderHandlers } from './folder-source.ts'
import { makeImportHandlers } from './imports.ts'
import { makeMappingHandlers } from './mappings.ts'
import { makeHeldHandlers } from './held.ts'
import { listNotices } from '../notices/list.ts'
import { makeNoticeHandlers } from './notices.ts'
import { openMadeSecrets } from './made-secrets.ts'
import { receiverCards } from './receiver-cards.ts'
import { viewRule } from '../rules/view.ts'
import { makeRuleHandlers } from './rules.ts'
import { makeSigningSecretHandlers } from './signing-secrets.ts'
import { openStoredWebhooks } from './stored-webhooks.ts'
import { makeSourceHandlers } from './sources.ts'
import { viewDelivery, viewWebhook } from './views.ts'
import { makeTemplateHandlers } from './templates.ts'
import { makeWebhookHandlers } from './webhooks.ts'

/** How many of the newest rows the window mirrors; older ones it asks for page by page. */
const mirrored = 200

/** All the window can ask, by name. */
export function makeHandlers(effects: Effects): Handlers {
  const { ledger, engine, settings } = effects
  const webhooks = openStoredWebhooks(effects)
  const made = openMadeSecrets()
  return {
    'app.snapshot': () => ({
      revision: effects.revision(),
      webhooks: ledger.webhooks.all().map((row) => viewWebhook(ledger, row, effects.clock.now())),
      deliveries: ledger.deliveries.page({}, null, mirrored).map(viewDelivery),
      events: ledger.events.page(null, mirrored),
      agents: ledger.agents.counts(),
      rules: ledger.rules.all().map((row) => viewRule(row, effects.clock.now())),
      settings: settings.get(),
      counters: ledger.deliveries.counters(),
      problems: effects.problems(),
      network: effects.network.state(),
      sources: effects.sources.all(),
      mails: effects.mail.list(),
      notices: listNotices(ledger, effects.desktop.untold()),
      secretStorage: effects.secretStorage(),
      receivers: receiverCards,
      app: effects.app,
    }),
    'app.showDataFolder': async () => {
      await effects.showFolder(effects.app.dataFolder)
      return {}
    },
    'settings.get': () => settings.get(),
    'settings.update': (patch) => {
      const updated = settings.update(patch)
      // Deliveries that waited for a proxy, or could not open their secrets, may go now.
      engine.wake()
      effects.agents.settingsChanged()
      effects.sources.follow(updated.sources)
      if (patch.email ?? patch.proxy) effects.mail.settingsChanged()
      effects.desktop.settingsChanged()
      return updated
    },
    ...effects.recovery,
    'receivers.recognise': ({ url }) => recognise(url),
    ...makeWebhookHandlers(effects, webhooks, made),
    ...makeHeldHandlers(effects, webhooks),
    ...makeSigningSecretHandlers(effects, webhooks, made),
    ...makeEventHandlers(effects),
    'email.test': ({ email }) => effects.mail.test(email),
    ...makeSourceHandlers(effects),
    ...makeFolderHandlers(effects),
    ...makeImportHandlers(effects),
    ...makeMappingHandlers(effects),
    ...makeAgentHandlers(effects),
    ...makeRuleHandlers(effects),
    ...makeFilterHandlers(effects),
    ...makeTemplateHandlers(effects),
    ...makeNoticeHandlers(effects),
    ...makeDeliveryHandlers(effects),
    ...makeCopyHandlers(effects, webhooks),
  }
}
