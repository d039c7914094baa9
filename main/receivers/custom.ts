import type { Receiver } from './receiver.ts'

const dots = '••••'

/** Long and mixed: most likely a key, not a name. */
const looksLikeKey = (part: string) => part.length >= 20 && /\d/.test(part) && /[a-z]/i.test(part)

/** Own endpoints and scripts: the Standard Webhooks payload. A 2xx is a yes, whatever the body says. */
export const custom: Receiver & { kind: 'custom' } = {
  kind: 'custom',
  render: (event) => ({
    contentType: 'application/json',
    body: JSON.stringify({ id: event.id, type: event.type, timestamp: event.timestamp, data: event.data }),
  }),
  mask: (url) => {
    const path = url.pathname
      .split('/')
      .map((part) => (looksLikeKey(part) ? dots : part))
      .join('/')
    const query = Array.from(url.searchParams.keys(), encodeURIComponent)
      // `?key` alone is a name without a value, and the secret itself.
      .map((name) => `${looksLikeKey(name) ? dots : name}=${dots}`)
      .join('&')
    return `${url.origin}${path}${query === '' ? '' : `?${query}`}`
  },
}
