import { Button } from '../../../components/Button.tsx'
import { Select } from '../../../components/Select.tsx'
import { eventTypeNames, eventTypes } from '../../../../preload/contract/event.ts'
import { useMirror } from '../../../stores/mirror.ts'
import { stopFiring } from '../../../stores/view.ts'
import { wanting, wantingWords } from '../selectors.ts'
import { DraftFields } from './DraftFields.tsx'
import styles from './FirePanel.module.css'
import { FireResult } from './FireResult.tsx'
import { useFire } from './use-fire.ts'

const types = eventTypes.map((value) => ({ value, label: eventTypeNames[value] }))

/** A form beside the list: one of the five events, filled in with a sample. */
export function FirePanel() {
  const { draft, problems, pending, result, failure, choose, edit, fire } = useFire()
  const webhooks = useMirror((state) => state.webhooks)
  const goesTo = wantingWords(wanting(Object.values(webhooks), draft.type))

  return (
    <form
      className={styles['panel']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        fire()
      }}
    >
      <header className={styles['top']}>
        <h2 className={styles['title']}>Fire an event</h2>
        <Button small look="quiet" label="Close without firing" onPress={stopFiring}>
          ✕
        </Button>
      </header>
      <Select label="Event" value={draft.type} onChange={choose} options={types} hint={goesTo} />
      <DraftFields draft={draft} problems={problems} onEdit={edit} />
      <div className={styles['bar']}>
        <Button look="primary" type="submit" pending={pending}>
          Fire event
        </Button>
        <FireResult result={result} failure={failure ?? Object.values(problems)[0] ?? null} />
      </div>
    </form>
  )
}
