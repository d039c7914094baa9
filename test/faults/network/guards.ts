import type { WebhookDraftInput } from '../../../preload/contract/webhook.ts'
import type { Issued } from '../../support/certificates.ts'
import { openProxy } from '../../support/proxies.ts'

const user = 'analyst'
const password = 'hunter22/of+the proxy'

/** What a webhook may send by and with: a proxy that wants a password, a client certificate with its key. */
export async function openGuards({ client, proxied }: { client: Issued | null; proxied: boolean }) {
  const proxy = proxied ? await openProxy({ kind: 'http', user, password }) : null
  const draft: Pick<WebhookDraftInput, 'proxy' | 'clientCertificate'> = {
    ...(proxy && { proxy: { kind: 'manual', url: `http://127.0.0.1:${proxy.port}`, user, password } }),
    ...(client && {
      clientCertificate: { kind: 'pem', certificate: client.certPem, key: client.keyPem, passphrase: null },
    }),
  }
  return {
    draft,
    secrets: [
      ...(proxy ? [password, Buffer.from(`${user}:${password}`).toString('base64')] : []),
      // Line by line: wrapped anew it is the same key.
      ...(client ? client.keyPem.split('\n').filter((line) => line.length > 40) : []),
    ],
    /** Whether what was sent came by the proxy. */
    wasUsed: () => proxy === null || proxy.asked.length > 0,
    close: () => proxy?.close(),
  }
}
