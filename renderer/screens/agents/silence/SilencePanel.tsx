import { useState } from 'react'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { NumberField } from '../../../components/NumberField.tsx'
import { PanelHeader } from '../../../components/PanelHeader.tsx'
import { Switch } from '../../../components/Switch.tsx'
import { toast } from '../../../components/toasts.ts'
import { useMirror } from '../../../stores/mirror.ts'
import { stopSettingSilence } from '../../../stores/view.ts'
import { useSaving } from '../../settings/use-saving.ts'
import { Groups } from './Groups.tsx'
import { patchOf, type SilenceValues, valuesOf } from './silence-values.ts'
import styles from './SilencePanel.module.css'
import { Windows } from './Windows.tsx'

/** What silence means here: for all agents, for groups of them, and when it is expected. */
export function SilencePanel() {
  const saved = useMirror((state) => state.settings.agents)
  const [values, setValues] = useState(() => valuesOf(saved))
  const [atSave, setAtSave] = useState<SilenceValues | null>(null)
  const { pending, errors, saved: isSaved, save } = useSaving()
  const change = (part: Partial<SilenceValues>) => setValues({ ...values, ...part })

  return (
    <form
      className={styles['panel']}
      noValidate
      aria-label="Silence and maintenance"
      onSubmit={(event) => {
        event.preventDefault()
        setAtSave(values)
        void save(patchOf(values))
      }}
    >
      <PanelHeader title="Silence and maintenance" closeLabel="Close without saving" onClose={stopSettingSilence} />
      <Switch
        selected={saved.on}
        onChange={(on) => void switchOn(on)}
        hint="Off, agents are neither listed anew nor told of."
      >
        Tell when agents stop reporting
      </Switch>
      <NumberField
        label="Offline after a silence of"
        unit="seconds"
        value={values.silenceSeconds}
        onChange={(silenceSeconds) => change({ silenceSeconds })}
        error={errors['agents.silenceSeconds']}
        hint="Of all agents that are in no group and have no time of their own. Each heartbeat, and each event that names an agent, ends its silence."
      />
      <NumberField
        label="Hold off"
        unit="seconds"
        value={values.holdOffSeconds}
        onChange={(holdOffSeconds) => change({ holdOffSeconds })}
        error={errors['agents.holdOffSeconds']}
        hint="An agent that is late by less makes no pair of offline and online."
      />
      <NumberField
        label="Grace after start and wake"
        unit="seconds"
        value={values.graceSeconds}
        onChange={(graceSeconds) => change({ graceSeconds })}
        error={errors['agents.graceSeconds']}
        hint="While this workstation is off, asleep or without a network nobody can be heard. Silence counts from then on, and this much later."
      />
      <Groups groups={values.groups} errors={errors} onChange={(groups) => change({ groups })} />
      <Windows windows={values.maintenance} errors={errors} onChange={(maintenance) => change({ maintenance })} />
      <div className={styles['bar']}>
        <Button look="primary" type="submit" pending={pending}>
          Save
        </Button>
        <span className={styles['quiet']} role="status">
          {isSaved && atSave === values && 'Saved. It holds from now on.'}
        </span>
      </div>
    </form>
  )
}

async function switchOn(on: boolean): Promise<void> {
  try {
    await call('settings.update', { agents: { on } })
  } catch (error) {
    toast(refusalWords(error), { tone: 'danger' })
  }
}
