import { call, refusalWords } from '../../bridge.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { KeyValue } from '../../components/KeyValue.tsx'
import { toast } from '../../components/toasts.ts'
import { useMirror } from '../../stores/mirror.ts'
import styles from './AboutScreen.module.css'
import { Page } from './Page.tsx'

export function AboutScreen() {
  const app = useMirror((state) => state.app)
  const storage = useMirror((state) => state.secretStorage)

  const showFolder = () => {
    call('app.showDataFolder', {}).catch((error: unknown) => toast(refusalWords(error), { tone: 'danger' }))
  }

  return (
    <Page title="About">
      {storage === 'weak' && (
        <Banner tone="warn" next="Install and unlock a keyring (GNOME Keyring, KWallet), then start the app again.">
          Secrets are kept in a file that only file permissions protect
        </Banner>
      )}
      <KeyValue
        rows={[
          { label: 'App', value: `${app.name} ${app.version}` },
          { label: 'Runs on', value: `Electron ${app.electron}, Chromium ${app.chromium}, Node ${app.node}` },
          {
            label: 'Secrets',
            value:
              storage === 'keyring'
                ? 'Encrypted with the keyring of this system'
                : 'Protected by file permissions only',
          },
          { label: 'Data folder', value: app.dataFolder, mono: true },
        ]}
      />
      <div>
        <Button onPress={showFolder}>Show folder</Button>
      </div>
      <section>
        <h2 className={styles['heading']}>What you can rely on</h2>
        <ul className={styles['promises']}>
          <li>An accepted event is on disk before it is acknowledged.</li>
          <li>
            Every delivery is made at least once. It can arrive twice only when the workstation dies right after the
            receiver said yes, and then with the same webhook-id.
          </li>
          <li>At most 5 automatic attempts. A disabled or deleted webhook is sent nothing.</li>
          <li>Secrets go in and never come out: not to this window, not into logs.</li>
        </ul>
      </section>
    </Page>
  )
}
