import { Button } from '../components/Button.tsx'
import { DialogFrame } from '../components/DialogFrame.tsx'
import { RecoveryChoices } from './RecoveryChoices.tsx'
import { useRecovery } from './use-recovery.ts'

/** The same ways out, while the app still runs on a ledger that turned out to be damaged. */
export function RecoveryDialog({ onClose }: { onClose: () => void }) {
  const ways = useRecovery()
  const { recovery } = ways
  return (
    <DialogFrame
      title="The ledger is damaged"
      onClose={onClose}
      buttons={
        <Button autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      {recovery === null ? (
        <p role="status">Looking for backups …</p>
      ) : (
        <>
          {recovery.message !== '' && <p>{recovery.message}</p>}
          {recovery.kind === 'damaged' ? (
            <RecoveryChoices {...ways} backups={recovery.backups} />
          ) : (
            <p>Quit the app and start it again. If the ledger is damaged, backups are offered then.</p>
          )}
        </>
      )}
    </DialogFrame>
  )
}
