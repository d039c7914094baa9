import type { MappingField } from '../../../../preload/contract/mapping.ts'
import { Button } from '../../../components/Button.tsx'
import { TextField } from '../../../components/TextField.tsx'
import styles from './mapping.module.css'

type FieldRowsProps = {
  rows: readonly MappingField[]
  onChange: (rows: MappingField[]) => void
  errorAt: (path: string) => string | undefined
}

/** Commas are in no name of a field. What is being typed keeps its spaces. */
const parse = (text: string) => (text.trim() === '' ? [] : text.split(',').map((path) => path.trimStart()))

/** Which field of an event comes from where. */
export function FieldRows({ rows, onChange, errorAt }: FieldRowsProps) {
  const change = (index: number, part: Partial<MappingField>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <div className={styles['rows']}>
      <p className={styles['note']}>
        The first of its fields that is there counts. A constant is for where none is. What is named nowhere is kept in
        data.
      </p>
      <div className={styles['heads']} aria-hidden="true">
        <span>Field of the event</span>
        <span>Comes from</span>
        <span>Or else</span>
      </div>
      {rows.map((row, index) => (
        // Rows have no name of their own, and are never moved.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles['field']}>
          <TextField
            label={`Field of the event, row ${index + 1}`}
            labelHidden
            mono
            placeholder="data.title"
            value={row.to}
            onChange={(to) => change(index, { to })}
            error={errorAt(`fields.${index}.to`)}
          />
          <TextField
            label={`Comes from, row ${index + 1}`}
            labelHidden
            mono
            placeholder="rule.name, message"
            value={row.from.join(', ')}
            onChange={(text) => change(index, { from: parse(text) })}
            error={errorAt(`fields.${index}.from`)}
          />
          <TextField
            label={`Constant, row ${index + 1}`}
            labelHidden
            placeholder="nothing"
            value={row.constant ?? ''}
            onChange={(text) => change(index, { constant: text === '' ? null : text })}
            error={errorAt(`fields.${index}.constant`)}
          />
          <Button
            small
            label={`Remove row ${index + 1}`}
            onPress={() => onChange(rows.filter((_, at) => at !== index))}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button small onPress={() => onChange([...rows, { to: 'data.', from: [], constant: null }])}>
          Add field
        </Button>
      </div>
    </div>
  )
}
