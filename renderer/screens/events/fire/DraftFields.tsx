import { type Severity, severitySchema, severities } from '../../../../preload/contract/event.ts'
import { Select } from '../../../components/Select.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { severityNames } from '../severity.ts'
import { type Draft, type Field, type Problems, readData, readField, withField } from './draft.ts'
import styles from './DraftFields.module.css'

type DraftFieldsProps = { draft: Draft; problems: Problems; onEdit: (draft: Draft) => void }

// '' where the text holds another severity: none is chosen, and firing says which there are.
const options: { value: Severity | ''; label: string }[] = severities.map((value) => ({
  value,
  label: severityNames[value],
}))

/** The common fields, and the data they are part of as text. Whichever is written in, the other follows. */
export function DraftFields({ draft, problems, onEdit }: DraftFieldsProps) {
  const data = readData(draft)
  const value = (field: Field) => (data ? readField(data, field) : '')
  const write = (field: Field) => (text: string) => onEdit(withField(draft, field, text))
  const severity = severitySchema.safeParse(value('severity'))

  return (
    <>
      {/* While the text is not JSON there is nothing the fields could be a part of. */}
      <fieldset className={styles['fields']} disabled={!data}>
        <TextField label="Title" value={value('title')} onChange={write('title')} error={problems.title} />
        <div className={styles['pair']}>
          <Select
            label="Severity"
            value={severity.success ? severity.data : ''}
            onChange={write('severity')}
            options={options}
            error={problems.severity}
          />
          <TextField label="Agent name" value={value('agent')} onChange={write('agent')} />
        </div>
        <TextField
          label="Description"
          value={value('description')}
          onChange={write('description')}
          error={problems.description}
        />
      </fieldset>
      <TextField
        label="Data (JSON)"
        value={draft.text}
        onChange={(text) => onEdit({ ...draft, text })}
        lines={12}
        mono
        hint="Sent as it is, with any fields you add. Only severity and title are required."
        error={problems.data}
      />
    </>
  )
}
