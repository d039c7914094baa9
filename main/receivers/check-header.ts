import { hasKey } from './parts/flow-url.ts'

/** Why this URL must not be sent this header, whichever receiver is chosen and whoever sets it; null: it may be. */
export function checkHeader(name: string, url: URL): string | null {
  // SECURITY: to a URL that is its own key nobody's login is sent. Besides, Microsoft answers whatever brings both with
  // 401 DirectApiAuthorizationRequired.
  if (name.toLowerCase() !== 'authorization' || !hasKey(url)) return null
  return 'This URL is its own key (sig=) and is never sent an Authorization header, which Microsoft refuses beside it. Remove it.'
}
