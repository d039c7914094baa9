import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { editWebhook } from '../../../stores/view.ts'
import styles from './parts.module.css'
import { dropUnsaved, unsavedOf } from './unsaved.ts'

/** A form that was left with changes in it is not forgotten: its webhook says so. */
export function UnsavedNote({ webhookId }: { webhookId: string }) {
  const [shown, setShown] = useState(() => unsavedOf(webhookId) !== undefined)
  if (!shown) return null
  const drop = () => {
    dropUnsaved(webhookId)
    setShown(false)
  }
  return (
    <div className={styles['buttons']}>
      <span className={styles['note']}>There are changes you have not saved.</span>
      <Button small onPress={() => editWebhook(webhookId)}>
        Go on editing
      </Button>
      <Button small look="quiet" onPress={drop}>
        Throw away
      </Button>
    </div>
  )
}
