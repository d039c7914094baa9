import { useState } from 'react'
import type { RefusalBody } from '../../preload/contract/refusal.ts'
import { call, refusalWords } from '../bridge.ts'
import { Button } from '../components/Button.tsx'
import styles from './StartProblem.module.css'

/** The whole window, because without what is on disk there is nothing else to show. */
export function StartProblem({ refusal }: { refusal: RefusalBody }) {
  const [folderProblem, setFolderProblem] = useState<string | null>(null)
  const showFolder = () => {
    call('app.showDataFolder', {}).catch((error: unknown) => setFolderProblem(refusalWords(error)))
  }
  return (
    <main className={styles['page']}>
      <h1 className={styles['title']}>Castellan Webhooks could not start</h1>
      <p>{refusal.message}</p>
      <p className={styles['quiet']}>No event is received or delivered until this is solved.</p>
      <div className={styles['buttons']}>
        <Button look="primary" onPress={() => window.location.reload()}>
          Try again
        </Button>
        <Button onPress={showFolder}>Show the data folder</Button>
      </div>
      {folderProblem !== null && <p role="status">{folderProblem}</p>}
    </main>
  )
}
