import { X509Certificate } from 'node:crypto'
import { refuseField } from './refuse-field.ts'

/**
 * Throws a Refusal where a CA certificate is none. The contract sees that it looks like PEM; Node's TLS would leave out
 * what it can't read without a word.
 */
export function checkCaCertificate(pem: string | null): void {
  for (const [block] of (pem ?? '').matchAll(/-----BEGIN[^]+?-----END CERTIFICATE-----/g)) {
    if (!isCertificate(block)) {
      throw refuseField('draft.caCertificate', 'This CA certificate is damaged. Copy it again, from BEGIN to END.')
    }
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== ''
  } catch {
    return false
  }
}
