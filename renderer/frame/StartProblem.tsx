import { useState } from 'react'
import type { RefusalBody } from '../../preload/contract/refusal.ts'
import { call, refusalWords } from '../bridge.ts'
import { Button } from '../components/Button.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { RecoveryChoices } from './RecoveryChoices.tsx'
import styles from './StartProblem.module.css'
import { useRecovery } from './use-recovery.ts'

/** The whole window, because without what is on disk there is nothing else to show. */
export function StartProblem({ refusal }: { refusal: RefusalBody }) {
  const [folderProblem, setFolderProblem] = useState<string | null>(null)
  const ways = useRecovery()
  const { recovery } = ways
  const isDamaged = recovery?.kind === 'damaged'
  const showFolder = () => {
    call('app.showDataFolder', {}).catch((error: unknown) => setFolderProblem(refusalWords(error)))
  }
  return (
    <main className={styles['page']}>
      <h1 className={styles['title']}>
        {isDamaged ? 'The ledger can’t be used' : 'Castellan Webhooks could not start'}
      </h1>
      <p>{recovery && recovery.message !== '' ? recovery.message : refusal.message}</p>
      <p className={styles['quiet']}>No event is received or delivered until this is solved.</p>
      {isDamaged && <RecoveryChoices {...ways} backups={recovery.backups} />}
      <div className={styles['buttons']}>
        <Button look={isDamaged ? 'plain' : 'primary'} onPress={() => window.location.reload()}>
          Try again
        </Button>
        <Button onPress={showFolder}>Show the data folder</Button>
      </div>
      {folderProblem !== null && <p role="status">{folderProblem}</p>}
      <ConfirmDialog />
    </main>
  )
}
