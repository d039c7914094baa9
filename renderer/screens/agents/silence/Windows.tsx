import { Button } from '../../../components/Button.tsx'
import { DateTimeField } from '../../../components/DateTimeField.tsx'
import { Select } from '../../../components/Select.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { newWindow, type WindowValues } from './silence-values.ts'
import styles from './SilencePanel.module.css'

type WindowsProps = {
  windows: readonly WindowValues[]
  /** By dotted path, as the settings say them. */
  errors: Record<string, string>
  onChange: (windows: WindowValues[]) => void
}

const repeats = [
  { value: 'once', label: 'Once' },
  { value: 'daily', label: 'Each day' },
  { value: 'weekly', label: 'Each week' },
] as const

/** Times in which silence is expected. */
export function Windows({ windows, errors, onChange }: WindowsProps) {
  return (
    <section className={styles['section']} aria-label="Maintenance windows">
      <h3 className={styles['heading']}>Maintenance windows</h3>
      <p className={styles['quiet']}>Silence in a window is expected; from its end on it counts anew.</p>
      {windows.map((window, index) => {
        const change = (part: Partial<WindowValues>) => onChange(windows.with(index, { ...window, ...part }))
        const path = `agents.maintenance.${index}`
        const error = errors[`${path}.from`] ?? errors[`${path}.until`]
        return (
          <div key={window.key} className={styles['window']} role="group" aria-label={`Window ${index + 1}`}>
            <div className={styles['pattern']}>
              <TextField
                label="Agents"
                mono
                placeholder="WIN-FIN-*"
                value={window.pattern}
                onChange={(pattern) => change({ pattern })}
                error={errors[`${path}.pattern`]}
              />
            </div>
            <Select label="Repeats" value={window.repeat} onChange={(repeat) => change({ repeat })} options={repeats} />
            <DateTimeField label="From" value={window.from} onChange={(from) => change({ from })} />
            <DateTimeField label="Until" value={window.until} onChange={(until) => change({ until })} />
            <Button
              small
              look="quiet"
              label={`Remove window ${index + 1}`}
              onPress={() => onChange(windows.toSpliced(index, 1))}
            >
              Remove
            </Button>
            {error !== undefined && <p className={styles['error']}>{error}</p>}
          </div>
        )
      })}
      <div>
        <Button small onPress={() => onChange([...windows, newWindow(Date.now())])}>
          Add window
        </Button>
      </div>
    </section>
  )
}
