import { useEffect } from 'react'
import { eventTypeNames, eventTypes } from '../../../../preload/contract/event.ts'
import { Button } from '../../../components/Button.tsx'
import { PanelHeader } from '../../../components/PanelHeader.tsx'
import { Select } from '../../../components/Select.tsx'
import { useMirror } from '../../../stores/mirror.ts'
import { stopFiring } from '../../../stores/view.ts'
import { wanting, wantingWords } from '../selectors.ts'
import { DraftFields } from './DraftFields.tsx'
import { chooseType, discard, draftOf, edit, fillIn, fire, useFire } from './fire.ts'
import styles from './FirePanel.module.css'
import { FireResult } from './FireResult.tsx'

const types = eventTypes.map((value) => ({ value, label: eventTypeNames[value] }))

/** A form beside the list: one of the five events, filled in with a sample. */
export function FirePanel() {
  const state = useFire()
  const { type, problems, firing, result, failure } = state
  const webhooks = useMirror((mirror) => mirror.webhooks)
  const goesTo = wantingWords(wanting(Object.values(webhooks), type))

  useEffect(() => void fillIn(type), [type])
  const close = () => {
    discard()
    stopFiring()
  }

  return (
    <form
      className={styles['panel']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void fire()
      }}
    >
      <PanelHeader title="Fire an event" closeLabel={result ? 'Close' : 'Close without firing'} onClose={close} />
      <Select label="Event" value={type} onChange={chooseType} options={types} hint={goesTo} />
      <DraftFields draft={draftOf(state)} problems={problems} onEdit={edit} />
      <div className={styles['bar']}>
        <Button look="primary" type="submit" pending={firing}>
          Fire event
        </Button>
        <FireResult result={result} failure={failure ?? Object.values(problems)[0] ?? null} />
      </div>
    </form>
  )
}
