import type { Untold } from '../../../preload/contract/notice.ts'
import { Banner } from '../../components/Banner.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { DesktopForm } from './DesktopForm.tsx'
import { Page, Quiet } from './Page.tsx'

/** Which notices the desktop shows, and when. */
export function DesktopScreen() {
  const saved = useMirror((state) => state.settings.desktop)
  const untold = useMirror((state) => state.notices.untold)
  const platform = useMirror((state) => state.app.platform)
  return (
    <Page title="Desktop notices">
      {untold !== null && (
        <Banner tone="warn" next={nextStep(untold, platform)}>
          {untold === 'unsupported'
            ? 'This workstation shows no notifications'
            : 'The system did not show the last notification'}
        </Banner>
      )}
      <DesktopForm saved={saved} />
      <Quiet>
        A disabling is shown at once; of anything else one notice per webhook in 15 minutes, with how many came in
        between. Whatever is shown or not, each is under Notices until its history is cleared away. If your desktop has
        a “do not disturb”, it counts as well.
      </Quiet>
    </Page>
  )
}

const meanwhile = 'Until then each notice is under Notices and, where you set it up, mailed.'

function nextStep(untold: Untold, platform: string): string {
  if (untold === 'failed')
    return `Allow notifications of Castellan Webhooks in the settings of the system. ${meanwhile}`
  return platform === 'linux'
    ? `Install the notification service of your desktop and libnotify, then start the app again. ${meanwhile}`
    : `Turn notifications on in the settings of the system, then start the app again. ${meanwhile}`
}
