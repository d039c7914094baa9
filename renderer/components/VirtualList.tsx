import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { stepTo } from './list-keys.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { useRowsInView } from './use-rows-in-view.ts'
import styles from './VirtualList.module.css'
import { ListHead, ListRow } from './VirtualListRow.tsx'

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
  /** Best kept outside the component: rows render anew with a new array. */
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
const heightOfRows = () => (document.documentElement.dataset['density'] === 'compact' ? 28 : 36)

/** One line per row, only those in view are in the page. One tab stop; arrows, Home, End, Page keys and Enter inside. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, columns, rows, keyOf, selectedKey, onOpen, live = false, onEnd } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = heightOfRows()
  const keys = useMemo(() => rows.map((row) => keyOf(row)), [rows, keyOf])
  const place = useKeptPlace({ scroller, keys, rowHeight, live })
  const inView = useRowsInView({ scroller, count: rows.length, rowHeight, headHeight })

  // Where the arrows went since the selection last changed; else the selection.
  const [moved, setMoved] = useState<{ to: string; from: string | null } | null>(null)
  const activeKey = moved?.from === selectedKey ? moved.to : selectedKey
  const active = activeKey === null ? -1 : keys.indexOf(activeKey)

  // Only when another row was chosen: not when rows come and go around it.
  const reveal = useEffectEvent((key: string) => {
    const index = keys.indexOf(key)
    if (index >= 0) inView.reveal(index)
  })
  useEffect(() => {
    if (selectedKey !== null) reveal(selectedKey)
  }, [selectedKey])

  // A number, so that it is told again when more rows came and their end is in view too.
  const endSeen = inView.indexes.at(-1) === rows.length - 1 ? rows.length : 0
  useEffect(() => {
    if (endSeen > 0) onEnd?.()
  }, [endSeen, onEnd])

  const moveTo = (index: number) => {
    const key = keys[index]
    if (key === undefined) return
    inView.reveal(index)
    setMoved({ to: key, from: selectedKey })
    if (selectedKey !== null) onOpen(key)
  }

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - headHeight) / rowHeight) - 1)
    const next = stepTo(event.key, active, rows.length, page)
    if (next !== null) moveTo(next)
    else if (event.key === 'Enter' && activeKey !== null) onOpen(activeKey)
    else return
    event.preventDefault()
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
        aria-activedescendant={inView.indexes.includes(active) ? `${id}-${active}` : undefined}
        tabIndex={0}
        {...place.watch}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active < 0 && keys[0] !== undefined)
            setMoved({ to: keys[0], from: selectedKey })
        }}
        onKeyDown={press}
      >
        <ListHead columns={columns} />
        <div className={styles['rows']} role="rowgroup" style={{ height: rows.length * rowHeight }}>
          {inView.indexes.map((index) => {
            const row = rows[index]
            const key = keys[index]
            if (row === undefined || key === undefined) return null
            return (
              <ListRow
                key={key}
                id={`${id}-${index}`}
                row={row}
                columns={columns}
                index={index}
                top={index * rowHeight}
                className={classes(styles['row'], index === active && styles['active'])}
                selected={key === selectedKey}
                onPress={() => onOpen(key)}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
