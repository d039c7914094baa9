import { originOf, toAppUrl } from '../browser/app-url.ts'
import type { Browser } from '../browser/browser.ts'
import { debug } from '../log.ts'
import type { HostedContents } from './registry.ts'

type Permission = Parameters<Parameters<Electron.Session['setPermissionRequestHandler']>[0] & object>[1]

/** Electron's name of a permission, and Chromium's names for it. */
const names: Partial<Record<Permission, readonly string[]>> = {
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'idle-detection': ['idle-detection'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
}

export interface PermissionHandlers {
  request: Parameters<Electron.Session['setPermissionRequestHandler']>[0]
  check: Parameters<Electron.Session['setPermissionCheckHandler']>[0]
}

/**
 * DevTools cannot ask at the moment of a request, so the handlers are asked for every permission when a page is shown.
 * As in Electron, what no handler refuses is granted.
 */
export async function applyPermissions(browser: Browser, contents: HostedContents, handlers: PermissionHandlers) {
  const requestingUrl = toAppUrl(contents.url())
  const origin = URL.canParse(contents.url()) ? new URL(contents.url()).origin : 'null'
  for (const [permission, chromiumNames] of Object.entries(names) as [Permission, readonly string[]][]) {
    const granted = await isGranted(contents, permission, requestingUrl, handlers)
    for (const name of chromiumNames) {
      const setting = granted ? 'granted' : 'denied'
      await browser.root
        .send('Browser.setPermission', { permission: { name }, setting, ...(origin === 'null' ? {} : { origin }) })
        .catch((error: unknown) => debug('permission', name, String(error)))
    }
  }
}

async function isGranted(
  { api }: HostedContents,
  permission: Permission,
  requestingUrl: string,
  { request, check }: PermissionHandlers,
): Promise<boolean> {
  const details = { requestingUrl, isMainFrame: true }
  if (check && !check(api, permission, originOf(requestingUrl), details)) return false
  if (!request) return true
  return await new Promise((resolve) => {
    request(api, permission, resolve, details)
  })
}
