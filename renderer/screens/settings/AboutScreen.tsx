import type { SecretStorage } from '../../../preload/contract/changes.ts'
import { Banner } from '../../components/Banner.tsx'
import { KeyValue } from '../../components/KeyValue.tsx'
import { useMirror } from '../../stores/mirror.ts'
import styles from './AboutScreen.module.css'
import { Page } from './Page.tsx'
import { ShowFolderButton } from './ShowFolderButton.tsx'

export function AboutScreen() {
  const app = useMirror((state) => state.app)
  const storage = useMirror((state) => state.secretStorage)
  const accepted = useMirror((state) => state.settings.secrets.acceptWeakStorage)

  return (
    <Page title="About">
      {storage === 'weak' && accepted && (
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
            value: secretsWords(storage, accepted),
          },
          { label: 'Data folder', value: app.dataFolder, mono: true },
        ]}
      />
      <div>
        <ShowFolderButton />
      </div>
      <section>
        <h2 className={styles['heading']}>What you can rely on</h2>
        <ul className={styles['promises']}>
          <li>An accepted event is on disk before it is acknowledged.</li>
          <li>
            A delivery is tried up to 5 times by itself. It can arrive twice – after a timeout, a cut answer or a crash
            – and then carries the same webhook-id.
          </li>
          <li>A disabled or deleted webhook is sent no event.</li>
          <li>Secrets go in and never come out: not to this window, not into logs.</li>
        </ul>
      </section>
    </Page>
  )
}

function secretsWords(storage: SecretStorage, accepted: boolean): string {
  if (storage === 'keyring') return 'Encrypted with the keyring of this system'
  // Without the analyst's yes main refuses to keep any; an older one may be locked in a keyring that is away.
  return accepted
    ? 'Protected by file permissions only'
    : 'There is no keyring. Nothing is stored without one yet; the app asks first'
}
