import type { MailAccount, MailAccounts } from '../../main/notices/mail-account.ts'
import { emailSchema } from '../../preload/contract/email.ts'
import type { MailServer } from './mail-server.ts'

/** An account at this server, as the settings would have it. */
export const anAccount = (server: Pick<MailServer, 'port' | 'ca'>, change: Partial<MailAccount> = {}): MailAccount => ({
  ...emailSchema.parse({
    enabled: true,
    host: 'localhost',
    port: server.port,
    user: 'soc',
    from: 'webhooks@castellan.example',
    to: ['soc@castellan.example'],
    caCertificate: server.ca,
  }),
  secret: 'correct-horse',
  proxyPassword: '',
  ...change,
})

/** The settings of a workstation; `set` is the analyst's change of them. */
export function makeAccounts(first: MailAccount) {
  let account = first
  const accounts: MailAccounts = {
    wants: () => account,
    stored: () => account,
    drafted: ({ secret, proxyPassword, ...patch }) => ({
      ...account,
      ...(patch as Partial<MailAccount>),
      secret: secret ?? account.secret,
      proxyPassword: proxyPassword ?? account.proxyPassword,
    }),
  }
  return { ...accounts, set: (change: Partial<MailAccount>) => void (account = { ...account, ...change }) }
}
