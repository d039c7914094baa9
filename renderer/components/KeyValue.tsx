import type { ReactNode } from 'react'
import styles from './KeyValue.module.css'

type KeyValueProps = { rows: readonly { label: string; value: ReactNode; mono?: boolean }[] }

export function KeyValue({ rows }: KeyValueProps) {
  return (
    <dl className={styles['list']}>
      {rows.map(({ label, value, mono }) => (
        <div key={label} className={styles['row']}>
          <dt className={styles['label']}>{label}</dt>
          <dd className={styles['value']} data-mono={mono === true || undefined}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
