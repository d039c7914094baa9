import type { ReactNode } from 'react'
import { Screen } from '../../components/Screen.tsx'
import styles from './Page.module.css'

/** A page of settings: one column, as wide as a line can be read. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Screen title={title}>
      <div className={styles['page']}>{children}</div>
    </Screen>
  )
}

export function Quiet({ children }: { children: ReactNode }) {
  return <p className={styles['quiet']}>{children}</p>
}
