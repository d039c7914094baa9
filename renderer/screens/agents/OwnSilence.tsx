import { useState } from 'react'
import { type Agent, silenceSchema } from '../../../preload/contract/agent.ts'
import { call, refusalWords } from '../../bridge.ts'
import { Button } from '../../components/Button.tsx'
import { NumberField } from '../../components/NumberField.tsx'
import { toast } from '../../components/toasts.ts'
import styles from './AgentPanel.module.css'

/** How long this one agent may say nothing. */
export function OwnSilence({ agent, onSaved }: { agent: Agent; onSaved: () => void }) {
  const [seconds, setSeconds] = useState<number | null>(agent.silenceSeconds)
  const [error, setError] = useState<string | undefined>()
  const [pending, setPending] = useState(false)

  const save = async (silenceSeconds: number | null) => {
    setPending(true)
    try {
      await call('agents.setSilence', { id: agent.id, silenceSeconds })
      onSaved()
    } catch (failure) {
      toast(refusalWords(failure), { tone: 'danger' })
    }
    setPending(false)
  }

  return (
    <form
      className={styles['section']}
      noValidate
      aria-label="Its own silence"
      onSubmit={(event) => {
        event.preventDefault()
        const checked = silenceSchema.safeParse(seconds)
        setError(checked.success ? undefined : checked.error.issues[0]?.message)
        if (checked.success) void save(checked.data)
      }}
    >
      <NumberField
        label="Offline after a silence of"
        unit="seconds"
        value={seconds}
        onChange={setSeconds}
        error={error}
        hint="For this agent only, whatever its group says."
      />
      <div className={styles['buttons']}>
        <Button type="submit" pending={pending}>
          Save for this agent
        </Button>
        {agent.silenceFrom === 'own' && (
          <Button look="quiet" onPress={() => void save(null)}>
            Use its group or the default
          </Button>
        )}
      </div>
    </form>
  )
}
