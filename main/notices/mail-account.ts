import type { Email, EmailPatch } from '../../preload/contract/email.ts'

/** How mail is handed over: the settings, with what is secret opened. Never stored, logged or shown. */
export type MailAccount = Email & {
  /** Password or token; '' where there is none, null where it can't be read. */
  secret: string | null
  proxyPassword: string
}

export type MailAccounts = {
  /** What is mailed, without opening a secret. */
  wants: () => Pick<Email, 'enabled' | 'critical'>
  /** As it is stored. */
  stored: () => MailAccount
  /** As it would be stored with these changes. Throws a Refusal at the field where something is missing. */
  drafted: (patch: EmailPatch) => MailAccount
}

/** What may not appear in anything the server says. */
export function secretsOfMail({ user, secret, proxyPassword }: MailAccount): string[] {
  const token = `user=${user}\u0001auth=Bearer ${secret ?? ''}\u0001\u0001`
  return [secret ?? '', proxyPassword, `\0${user}\0${secret ?? ''}`, token].filter((text) => text !== '')
}
