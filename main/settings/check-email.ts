import { X509Certificate } from 'node:crypto'
import type { Email } from '../../preload/contract/email.ts'
import { Refusal } from '../refusal.ts'

/** Throws a Refusal at each field that lacks what it takes to send a mail. `hasSecret`: a password or token is there. */
export function checkEmail(email: Email, hasSecret: boolean): void {
  const missing: Record<string, string> = {}
  if (email.host === '') missing['email.host'] = 'Write the name of the mail server, such as smtp.example.com.'
  if (email.from === '') missing['email.from'] = 'Write the address mails come from, such as soc@example.com.'
  if (email.to.length === 0) missing['email.to'] = 'Write at least one address that gets the mails.'
  if (email.login !== 'none' && email.user === '') missing['email.user'] = 'Write the user, or choose no login.'
  if (email.login !== 'none' && !hasSecret) {
    missing['email.secret'] = email.login === 'token' ? 'Enter the access token.' : 'Enter the password.'
  }
  if (email.proxyMode === 'manual' && email.proxyUrl === '') {
    missing['email.proxyUrl'] = 'Write the address of the proxy, such as http://proxy.example.com:8080.'
  }
  if (!isReadable(email.caCertificate)) {
    missing['email.caCertificate'] = 'This CA certificate is damaged. Copy it again, from BEGIN to END.'
  }
  const [first] = Object.values(missing)
  if (first !== undefined) throw new Refusal('invalid', first, missing)
}

/** Node's TLS would leave out what it can't read without a word. */
function isReadable(pem: string | null): boolean {
  const blocks = (pem ?? '').match(/-----BEGIN[^]+?-----END CERTIFICATE-----/g) ?? []
  try {
    return blocks.every((block) => new X509Certificate(block).serialNumber !== '')
  } catch {
    return false
  }
}
