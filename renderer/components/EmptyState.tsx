import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

/** Teaches by doing: one sentence and the one button. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p className={styles['sentence']}>{children}</p>
      {action}
    </div>
  )
}
