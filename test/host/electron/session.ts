import { EventEmitter } from 'node:events'
import { hostSuffix } from '../browser/app-url.ts'
import { debug } from '../log.ts'
import { loud } from './loud.ts'
import { type PermissionHandlers, applyPermissions } from './permissions.ts'
import { protocol } from './protocol.ts'
import { type HostedContents, registry } from './registry.ts'
import { createWebRequest } from './web-request.ts'

const handlers: PermissionHandlers = { request: null, check: null }

export const webRequest = createWebRequest(() => void interceptRequests())

/** One Fetch domain for the whole browser sees the requests of every page and worker. */
export async function interceptRequests() {
  const patterns = [{ urlPattern: `http://*${hostSuffix}/*` }, { urlPattern: '*', resourceType: 'Document' as const }]
  const all = webRequest.isWatching() ? [{ urlPattern: '*' }] : []
  await registry.browser?.root
    .send('Fetch.enable', { patterns: [...patterns, ...all] })
    .catch((error: unknown) => debug('Fetch.enable', String(error)))
}

export async function permitPage(contents: HostedContents) {
  if (registry.browser) await applyPermissions(registry.browser, contents, handlers)
}

const permitAll = () => {
  for (const contents of registry.contents.values()) if (contents.url()) void permitPage(contents)
}

const methods = {
  protocol: protocol as unknown as Electron.Protocol,
  webRequest: webRequest.api as unknown as Electron.WebRequest,
  setPermissionRequestHandler: (handler) => {
    handlers.request = handler
    permitAll()
  },
  setPermissionCheckHandler: (handler) => {
    handlers.check = handler
    permitAll()
  },
  // Pages are given no devices and no screens here, whatever the handlers would say.
  setDevicePermissionHandler: () => {},
  setDisplayMediaRequestHandler: () => {},
  setSpellCheckerEnabled: () => {},
  resolveProxy: async () => await Promise.resolve('DIRECT'),
} satisfies Partial<Electron.Session>

export const defaultSession = loud('session', Object.assign(new EventEmitter(), methods))

export const session = loud('session', { defaultSession })
