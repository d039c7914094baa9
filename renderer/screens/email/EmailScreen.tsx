import { useMirror } from '../../stores/mirror.ts'
import { Page, Quiet } from '../settings/Page.tsx'
import { EmailForm } from './EmailForm.tsx'
import { MailList } from './MailList.tsx'

/** Notices by e-mail: a way to hear of trouble that is not the broken one. */
export function EmailScreen() {
  const saved = useMirror((state) => state.settings.email)
  return (
    <Page title="E-mail">
      <EmailForm saved={saved} />
      <MailList />
      <Quiet>
        A mail server that is down delays a mail: it is tried again by itself, for up to 7 days. Where it is not certain
        whether one arrived, it is shown as unknown and not sent again, so nobody gets it twice.
      </Quiet>
    </Page>
  )
}
