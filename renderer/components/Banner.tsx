import type { ReactNode } from 'react'
import styles from './Banner.module.css'

type BannerProps = {
  tone: 'quiet' | 'warn' | 'danger'
  /** What is so. */
  children: ReactNode
  /** What to do next. */
  next?: ReactNode
  /** Buttons. */
  actions?: ReactNode
}

/** One thing the analyst should know, with what to do about it. Read out when it appears. */
export function Banner({ tone, children, next, actions }: BannerProps) {
  return (
    <div className={styles['banner']} data-tone={tone} role="status">
      <span className={styles['sign']} aria-hidden="true">
        {tone === 'quiet' ? '●' : '▲'}
      </span>
      <div className={styles['words']}>
        <p className={styles['what']}>{children}</p>
        {next !== undefined && <p className={styles['next']}>{next}</p>}
      </div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
