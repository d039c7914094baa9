import { Button } from '../../../components/Button.tsx'
import { NumberField } from '../../../components/NumberField.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { type GroupValues, newGroup } from './silence-values.ts'
import styles from './SilencePanel.module.css'

type GroupsProps = {
  groups: readonly GroupValues[]
  /** By dotted path, as the settings say them. */
  errors: Record<string, string>
  onChange: (groups: GroupValues[]) => void
}

/** Agents whose names fit a pattern have a silence of their own; the first that fits holds. */
export function Groups({ groups, errors, onChange }: GroupsProps) {
  return (
    <section className={styles['section']} aria-label="Groups">
      <h3 className={styles['heading']}>Groups</h3>
      <p className={styles['quiet']}>
        By name or id: * stands for any letters, ? for one. The first group that fits an agent holds.
      </p>
      {groups.map((group, index) => {
        const change = (part: Partial<GroupValues>) => onChange(groups.with(index, { ...group, ...part }))
        return (
          <div key={group.key} className={styles['group']} role="group" aria-label={`Group ${index + 1}`}>
            <TextField
              label="Agents"
              mono
              placeholder="WIN-FIN-*"
              value={group.pattern}
              onChange={(pattern) => change({ pattern })}
              error={errors[`agents.groups.${index}.pattern`]}
              autoFocus={group.pattern === ''}
            />
            <NumberField
              label="Offline after"
              unit="seconds"
              value={group.silenceSeconds}
              onChange={(silenceSeconds) => change({ silenceSeconds })}
              error={errors[`agents.groups.${index}.silenceSeconds`]}
            />
            <Button
              small
              look="quiet"
              label={`Remove group ${index + 1}`}
              onPress={() => onChange(groups.toSpliced(index, 1))}
            >
              Remove
            </Button>
          </div>
        )
      })}
      <div>
        <Button small onPress={() => onChange([...groups, newGroup()])}>
          Add group
        </Button>
      </div>
    </section>
  )
}
