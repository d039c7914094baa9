import type { Settings } from '../../../../preload/contract/settings.ts'
import type { FormValues } from './form-values.ts'

/** What is folded away under TLS, in short. */
export function tlsSummary(values: Pick<FormValues, 'caCertificate' | 'clientCertificate' | 'pins'>): string {
  const { caCertificate, clientCertificate, pins } = values
  const parts = [
    (caCertificate ?? '').trim() === '' ? 'Well-known CAs' : 'Its own CA',
    clientCertificate.kind !== 'none' && 'client certificate',
    pins.length > 0 && (pins.length === 1 ? '1 pinned key' : `${pins.length} pinned keys`),
  ]
  return parts.filter((part) => part !== false).join(', ')
}

/** What is folded away under Proxy, in short. */
export function proxySummary(proxy: FormValues['proxy'], mode: Settings['proxy']['mode']): string {
  if (proxy.kind === 'settings') return `As in Settings (${mode})`
  if (proxy.kind === 'none') return 'None'
  return proxy.url.trim() === '' ? 'Its own' : proxy.url.trim()
}
