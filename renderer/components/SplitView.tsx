import { type ReactNode, useEffect, useRef } from 'react'
import styles from './SplitView.module.css'

type SplitViewProps = {
  list: ReactNode
  /** null: the list has the whole width. */
  detail: ReactNode | null
  /** What the detail is, for those who can't see where it opened. */
  detailLabel: string
  /** Escape; left out where something typed could be lost. */
  onClose?: (() => void) | undefined
  /** How the room is shared; `detail` for a form with something beside it. */
  more?: 'list' | 'detail'
}

/** The detail opens beside the list, never over it; the list stays mounted and keeps its place. */
export function SplitView({ list, detail, detailLabel, onClose, more = 'list' }: SplitViewProps) {
  const listElement = useRef<HTMLDivElement>(null)
  const detailElement = useRef<HTMLElement>(null)
  const open = detail !== null
  const shown = open ? detailLabel : null

  // What had the focus may have gone with the detail it was in: the keyboard must not start over at the top.
  useEffect(() => {
    if (document.activeElement !== document.body) return
    if (shown !== null) detailElement.current?.focus()
    else listElement.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [shown])

  return (
    <div className={styles['container']}>
      <div
        className={styles['split']}
        data-open={open || undefined}
        data-more={more}
        onKeyDown={(event) => {
          if (open && event.key === 'Escape' && !event.defaultPrevented) onClose?.()
        }}
      >
        <div ref={listElement} className={styles['list']}>
          {list}
        </div>
        {open && (
          <section ref={detailElement} tabIndex={-1} className={styles['detail']} aria-label={detailLabel}>
            {detail}
          </section>
        )}
      </div>
    </div>
  )
}
