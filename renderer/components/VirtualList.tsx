import { observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { stepTo } from './list-keys.ts'
import { ListHead, ListRow } from './VirtualListRow.tsx'
import { useKeptPlace } from './use-kept-place.ts'
import styles from './VirtualList.module.css'

export type Column<T> = {
  id: string
  title: string
  cell: (row: T) => ReactNode
  /** In px, or the share of what is left. */
  width: number | { share: number }
  align?: 'end'
  /** The width the list needs before this column shows. */
  shownFrom?: 'medium' | 'wide'
}

type VirtualListProps<T> = {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  selectedKey: string | null
  /** Enter or a press; arrows too, once something is open beside the list. */
  onOpen: (key: string) => void
  /** Rows come in on top: the list stands still while it is being read and counts them instead. */
  live?: boolean
  /** The last row came into view: there may be more. */
  onEnd?: () => void
}

const headHeight = 28
/** The same as --row in tokens.css. */
const rowHeight = () => (document.documentElement.dataset['density'] === 'compact' ? 28 : 36)

/** One line per row, only those in view are in the page. One tab stop; arrows, Home, End, Page keys and Enter inside. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, columns, rows, keyOf, selectedKey, onOpen, live = false, onEnd } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const height = rowHeight()
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const place = useKeptPlace({ scroller, rows, keyOf, rowHeight: height, live })
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    scrollPaddingEnd: headHeight,
    // Not laid out yet (or never, in tests): a first screenful rather than nothing.
    observeElementRect: (instance, report) =>
      observeElementRect(instance, (rect) => report(rect.height > 0 ? rect : { width: rect.width, height: 600 })),
  })
  const shown = virtualizer.getVirtualItems()
  const indexOf = (key: string | null) => (key === null ? -1 : rows.findIndex((row) => keyOf(row) === key))
  const active = indexOf(activeKey ?? selectedKey)

  const lastShown = shown.at(-1)?.index ?? -1
  useEffect(() => {
    if (rows.length > 0 && lastShown === rows.length - 1) onEnd?.()
  }, [lastShown, rows.length, onEnd])

  // Only when another row was chosen: not when rows come and go around it.
  const reveal = useEffectEvent((key: string | null) => {
    setActiveKey(key)
    const index = indexOf(key)
    if (index >= 0) virtualizer.scrollToIndex(index)
  })
  useEffect(() => reveal(selectedKey), [selectedKey])

  const moveTo = (index: number) => {
    const row = rows[index]
    if (row === undefined) return
    virtualizer.scrollToIndex(index)
    setActiveKey(keyOf(row))
    if (selectedKey !== null) onOpen(keyOf(row))
  }

  return (
    <div className={styles['frame']}>
      {place.newer > 0 && (
        <button type="button" className={styles['newer']} onClick={place.toTop}>
          {place.newer} newer ↑
        </button>
      )}
      <div
        ref={scroller}
        className={styles['grid']}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        tabIndex={0}
        {...place.watch}
        onFocus={(event) => {
          if (event.target === scroller.current && active < 0) moveTo(0)
        }}
        onKeyDown={(event) => {
          if (event.target !== scroller.current) return
          const page = Math.max(1, Math.floor((scroller.current.clientHeight - headHeight) / height) - 1)
          const next = stepTo(event.key, active, rows.length, page)
          const row = rows[active]
          if (next !== null) moveTo(next)
          else if (event.key === 'Enter' && row !== undefined) onOpen(keyOf(row))
          else return
          event.preventDefault()
        }}
      >
        <ListHead columns={columns} />
        <div className={styles['rows']} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const key = keyOf(row)
            return (
              <ListRow
                key={key}
                id={`${id}-${item.index}`}
                row={row}
                columns={columns}
                index={item.index}
                top={item.start}
                className={classes(styles['row'], item.index === active && styles['active'])}
                selected={key === selectedKey}
                onPress={() => {
                  setActiveKey(key)
                  onOpen(key)
                }}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
