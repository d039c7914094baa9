import type { MailNotices } from '../../main/notices/mail.ts'

/** For tests in which nothing is mailed. */
export const silentMail: Pick<MailNotices, 'test' | 'list' | 'settingsChanged'> = {
  test: () => Promise.reject(new Error('no mail in this test')),
  list: () => [],
  settingsChanged: () => {},
}
