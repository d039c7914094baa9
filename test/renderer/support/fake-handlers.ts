import type { Snapshot } from '../../../preload/contract/changes.ts'
import { type CommandName, commands } from '../../../preload/contract/commands.ts'
import { type SettingsPatch, settingsSchema } from '../../../preload/contract/settings.ts'
import { type Emit, type FakeHandler, handle } from './fake-handler.ts'

import { fakeAgents } from './fake-agents.ts'
import { sampleMailReport } from './sample-mails.ts'
import { fakeFiles } from './fake-files.ts'
import { fakeNotices } from './fake-notices.ts'
import { fakeLog } from './fake-log.ts'
import { fakeRecognise } from './fake-receivers.ts'
import { fakeRules } from './fake-rules.ts'
import { fakeWebhooks } from './fake-webhooks.ts'

export type FakeHandlers = Record<CommandName, FakeHandler>

/** A missing command does not compile. */
export function fakeHandlers(snapshot: Snapshot, emit: Emit): FakeHandlers {
  return {
    'app.snapshot': handle(commands['app.snapshot'], () => snapshot),
    'app.showDataFolder': handle(commands['app.showDataFolder'], () => ({})),
    'app.copyText': handle(commands['app.copyText'], () => ({})),
    'curl.copy': handle(commands['curl.copy'], () => ({})),
    'curl.copyWithSecrets': handle(commands['curl.copyWithSecrets'], () => ({})),
    ...fakeWebhooks(snapshot, emit),
    ...fakeLog(snapshot, emit),
    'receivers.recognise': handle(commands['receivers.recognise'], ({ url }) => fakeRecognise(url)),
    'templates.preview': handle(commands['templates.preview'], ({ template }) => ({
      template: template ?? '{}',
      problems: [],
      body: template ?? '{}',
      contentType: 'application/json',
      bytes: 2,
      mostBytes: 1024 * 1024,
      shortened: false,
    })),
    'sources.token.rotate': handle(commands['sources.token.rotate'], () => ({ token: 'cwt_shown-once' })),
    ...fakeFiles(),
    'sources.openapi': handle(commands['sources.openapi'], () => ({ text: '{}' })),
    ...fakeNotices(snapshot, emit),
    'filters.count': handle(commands['filters.count'], () => ({ matched: 0, of: 0 })),
    ...fakeAgents(snapshot, emit),
    ...fakeRules(snapshot, emit),
    'recovery.look': handle(commands['recovery.look'], () => ({ kind: 'none' as const, message: '', backups: [] })),
    'recovery.restore': handle(commands['recovery.restore'], () => ({})),
    'recovery.startEmpty': handle(commands['recovery.startEmpty'], () => ({})),
    'email.test': handle(commands['email.test'], () => sampleMailReport()),
    'settings.get': handle(commands['settings.get'], () => snapshot.settings),
    'settings.update': handle(commands['settings.update'], (patch) => {
      const { appearance, delivery, secrets, proxy, sources, email, desktop, background, retention, agents } =
        snapshot.settings
      snapshot.settings = settingsSchema.parse({
        appearance: { ...appearance, ...patch.appearance },
        delivery: { ...delivery, ...patch.delivery },
        secrets: { ...secrets, ...patch.secrets },
        proxy: { ...proxy, ...proxyOf(patch.proxy) },
        sources: {
          http: { ...sources.http, ...patch.sources?.http },
          folder: { ...sources.folder, ...patch.sources?.folder },
        },
        email: { ...email, ...emailOf(patch.email) },
        desktop: { ...desktop, ...patch.desktop },
        background: { ...background, ...patch.background },
        retention: { ...retention, ...patch.retention },
        agents: { ...agents, ...patch.agents },
      })
      emit({ kind: 'settings', settings: snapshot.settings })
      return snapshot.settings
    }),
  }
}

function emailOf({ secret, proxyPassword, ...rest }: SettingsPatch['email'] & {} = {}) {
  const at = (text: string) => (text === '' ? null : Date.now())
  return {
    ...rest,
    ...(secret === undefined ? {} : { secretUpdatedAt: at(secret) }),
    ...(proxyPassword === undefined ? {} : { proxyPasswordUpdatedAt: at(proxyPassword) }),
  }
}

/** The password goes in; when it was set is all that comes out. */
function proxyOf({ password, ...rest }: SettingsPatch['proxy'] & {} = {}) {
  if (password === undefined) return rest
  return { ...rest, passwordUpdatedAt: password === '' ? null : Date.now() }
}
