import hidden from './hidden.module.css'
import styles from './Skeleton.module.css'

/** Rows that hold the place of rows. Still: it is over before a shimmer would be seen. */
export function Skeleton({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status">
      <span className={hidden['hidden']}>{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles['row']} aria-hidden="true">
          <span className={styles['wide']} />
          <span className={styles['short']} />
        </div>
      ))}
    </div>
  )
}
