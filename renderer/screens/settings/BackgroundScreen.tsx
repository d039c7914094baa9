import type { Settings } from '../../../preload/contract/settings.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Switch } from '../../components/Switch.tsx'
import { toast } from '../../components/toasts.ts'
import { useMirror } from '../../stores/mirror.ts'
import { Page, Quiet } from './Page.tsx'

type Background = Pick<Settings['background'], 'keepRunning' | 'startAtLogin'>

/** Saved as it is switched. */
export function BackgroundScreen() {
  const { keepRunning, startAtLogin } = useMirror((state) => state.settings.background)
  const onMac = useMirror((state) => state.app.platform === 'darwin')
  const change = (part: Partial<Background>) => {
    call('settings.update', { background: part }).catch((error: unknown) =>
      toast(refusalWords(error), { tone: 'danger' }),
    )
  }

  return (
    <Page title="Background">
      {onMac ? (
        <Quiet>With its window closed the app goes on: it receives and delivers events until you quit it.</Quiet>
      ) : (
        <Switch
          selected={keepRunning}
          onChange={(selected) => change({ keepRunning: selected })}
          hint="It receives and delivers events until you quit it, from the menu of its tray icon or under File. Without this, closing the window quits."
        >
          Keep running when the window is closed
        </Switch>
      )}
      <Switch
        selected={startAtLogin}
        onChange={(selected) => change({ startAtLogin: selected })}
        hint={
          onMac
            ? 'It starts without its window when you log in to this workstation.'
            : 'It starts without its window, as an icon in the tray, when you log in to this workstation.'
        }
      >
        Start at login
      </Switch>
      <Quiet>
        While the app does not run, nothing is received. What waits to be sent is on disk, and is sent at the next
        start.
      </Quiet>
    </Page>
  )
}
