import type { ReactNode } from 'react'
import styles from './StatusPill.module.css'

export type Tone = 'ok' | 'warn' | 'danger' | 'off' | 'quiet'

type StatusPillProps = {
  tone: Tone
  /** One sign, said by the word and therefore not read out. */
  shape: string
  word: string
  /** The reason, right behind the word. */
  children?: ReactNode
  /** On one line, cut with dots: in lists. */
  oneLine?: boolean
  /** What may have been cut. */
  title?: string | undefined
}

/** Word + shape + colour, never colour alone. */
export function StatusPill({ tone, shape, word, children, oneLine = false, title }: StatusPillProps) {
  return (
    <span className={styles['pill']} data-one-line={oneLine || undefined} title={title}>
      <span className={styles['state']} data-tone={tone}>
        <span className={styles['shape']} aria-hidden="true">
          {shape}
        </span>
        {word}
      </span>
      {children !== undefined && <span className={styles['reason']}> · {children}</span>}
    </span>
  )
}
