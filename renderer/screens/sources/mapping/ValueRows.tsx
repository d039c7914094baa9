import { Button } from '../../../components/Button.tsx'
import { Select } from '../../../components/Select.tsx'
import { TextField } from '../../../components/TextField.tsx'
import styles from './mapping.module.css'

type Row<K> = { value: string; means: K }

type ValueRowsProps<K extends string> = {
  rows: readonly Row<K>[]
  onChange: (rows: Row<K>[]) => void
  options: readonly { value: K; label: string }[]
  /** What a new row means. */
  first: K
  what: string
  errorAt: (index: number) => string | undefined
}

/** What the values of the input mean. */
export function ValueRows<K extends string>({ rows, onChange, options, first, what, errorAt }: ValueRowsProps<K>) {
  const change = (index: number, part: Partial<Row<K>>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <div className={styles['rows']}>
      <p className={styles['note']}>The first that fits counts: a word, with * for anything, or numbers such as 7-8.</p>
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no name of their own, and are never moved
        <div key={index} className={styles['value']}>
          <TextField
            label={`Value, row ${index + 1}`}
            labelHidden
            mono
            value={row.value}
            onChange={(value) => change(index, { value })}
            error={errorAt(index)}
          />
          <Select
            label={`${what}, row ${index + 1}`}
            labelHidden
            value={row.means}
            onChange={(means) => change(index, { means })}
            options={options}
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
        <Button small onPress={() => onChange([{ value: '', means: first }, ...rows])}>
          Add value
        </Button>
      </div>
    </div>
  )
}
