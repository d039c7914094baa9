import type { ReactNode } from 'react'
import styles from './SplitView.module.css'

type SplitViewProps = {
  list: ReactNode
  /** null: the list has the whole width. */
  detail: ReactNode | null
  /** What the detail is, for those who can't see where it opened. */
  detailLabel: string
  /** Escape in the detail; left out where something typed could be lost. */
  onClose?: (() => void) | undefined
  /** How the room is shared; `detail` for a form with something beside it. */
  more?: 'list' | 'detail'
}

/** The detail opens beside the list, never over it; the list stays mounted and keeps its place. */
export function SplitView({ list, detail, detailLabel, onClose, more = 'list' }: SplitViewProps) {
  return (
    <div className={styles['container']}>
      <div className={styles['split']} data-open={detail !== null || undefined} data-more={more}>
        <div className={styles['list']}>{list}</div>
        {detail !== null && (
          <section
            className={styles['detail']}
            aria-label={detailLabel}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) onClose?.()
            }}
          >
            {detail}
          </section>
        )}
      </div>
    </div>
  )
}
