import { KeyValue } from '../../components/KeyValue.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { Page, Quiet } from './Page.tsx'
import { RetentionForm } from './RetentionForm.tsx'
import { ShowFolderButton } from './ShowFolderButton.tsx'
import styles from './StorageScreen.module.css'

/** How long what was sent is kept, and where. */
export function StorageScreen() {
  const retention = useMirror((state) => state.settings.retention)
  const dataFolder = useMirror((state) => state.app.dataFolder)
  return (
    <Page title="Storage">
      <RetentionForm saved={retention} />
      <section className={styles['section']} aria-labelledby="storage-place">
        <h2 className={styles['heading']} id="storage-place">
          Where it is kept
        </h2>
        <KeyValue
          rows={[
            { label: 'Data folder', value: dataFolder, mono: true },
            { label: 'Backups', value: 'One a day of the whole ledger, the last 7, in its folder backups' },
          ]}
        />
        <div>
          <ShowFolderButton />
        </div>
        <Quiet>
          If the ledger is ever damaged, the app keeps the damaged file, says so at its start, and offers the newest
          good backup.
        </Quiet>
      </section>
    </Page>
  )
}
