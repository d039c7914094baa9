import { createSecureContext, type SecureContext } from 'node:tls'
import { expired, forAnotherHost, type Issued, makeCa } from '../../support/certificates.ts'

/** What a receiver may show itself with, and what the workstation may. */
export type Identities = Record<'good' | 'expired' | 'elsewhere' | 'untrusted' | 'old', SecureContext> & {
  ca: string
  client: Issued
}

let made: Promise<Identities> | null = null

/** Made once: keys take longer than all the rest of a run. */
export const makeIdentities = () => (made ??= make())

async function make(): Promise<Identities> {
  const ca = await makeCa()
  const context = ({ certPem, keyPem }: Issued) => createSecureContext({ cert: certPem, key: keyPem })
  const good = await ca.issue()
  return {
    ca: ca.pem,
    client: await ca.issue({ client: true }),
    good: context(good),
    expired: context(await ca.issue(expired())),
    elsewhere: context(await ca.issue(forAnotherHost())),
    untrusted: context(await (await makeCa()).issue()),
    old: createSecureContext({
      cert: good.certPem,
      key: good.keyPem,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL@SECLEVEL=0',
    }),
  }
}
