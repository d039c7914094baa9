import { emailSchema } from '../../preload/contract/email.ts'
import { Refusal } from '../refusal.ts'
import type { MailAccounts } from './mail-account.ts'

/** A workstation on which no mail is set up. */
export const noMail: MailAccounts = {
  wants: () => emailSchema.parse({}),
  stored: () => ({ ...emailSchema.parse({}), secret: '', proxyPassword: '' }),
  drafted: () => {
    throw new Refusal(
      'unavailable',
      'E-mail can’t be set up here. Start the app, then enter it under Settings → E-mail.',
    )
  },
}
