import type { ReactNode } from 'react'
import styles from './Screen.module.css'

type ScreenProps = {
  title: string
  /** One line that answers the question of this screen. */
  answer?: ReactNode
  /** Filters and buttons. */
  actions?: ReactNode
  children: ReactNode
}

/** The frame every screen shares: its name, its answer, its buttons, and the rest of the window below them. */
export function Screen({ title, answer, actions, children }: ScreenProps) {
  return (
    <div className={styles['screen']}>
      <header className={styles['header']}>
        <h1 className={styles['title']}>{title}</h1>
        <div className={styles['answer']}>{answer}</div>
        <div className={styles['actions']}>{actions}</div>
      </header>
      <div className={styles['body']}>{children}</div>
    </div>
  )
}
