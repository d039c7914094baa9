import { useMirror } from '../../stores/mirror.ts'
import { DesktopForm } from './DesktopForm.tsx'
import { Page, Quiet } from './Page.tsx'

/** Which notices the desktop shows, and when. */
export function DesktopScreen() {
  const saved = useMirror((state) => state.settings.desktop)
  return (
    <Page title="Desktop notices">
      <DesktopForm saved={saved} />
      <Quiet>
        A disabling is shown at once; of anything else one notice per webhook in 15 minutes, with how many came in
        between. Whatever is shown or not, each is under Notices until its history is cleared away. If your desktop has
        a “do not disturb”, it counts as well.
      </Quiet>
    </Page>
  )
}
