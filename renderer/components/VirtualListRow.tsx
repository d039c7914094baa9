import type { CSSProperties, MouseEvent, ReactNode } from 'react'
import type { Column } from './VirtualList.tsx'
import styles from './VirtualList.module.css'

const flexOf = ({ width }: { width: Column<never>['width'] }): CSSProperties =>
  typeof width === 'number' ? { flex: `0 0 ${width}px` } : { flex: `${width.share} 1 0` }

type ListColumns<T> = { columns: readonly Column<T>[] }

type ListCellProps<T> = { column: Column<T>; role: 'columnheader' | 'gridcell'; children: ReactNode }

function ListCell<T>({ column, role, children }: ListCellProps<T>) {
  return (
    <span
      role={role}
      className={styles['cell']}
      style={flexOf(column)}
      data-align={column.align}
      data-shown-from={column.shownFrom}
    >
      {children}
    </span>
  )
}

export function ListHead<T>({ columns }: ListColumns<T>) {
  return (
    <div className={styles['headGroup']} role="rowgroup">
      <div className={styles['head']} role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <ListCell key={column.id} column={column} role="columnheader">
            {column.title}
          </ListCell>
        ))}
      </div>
    </div>
  )
}

type ListRowProps<T> = ListColumns<T> & {
  id: string
  row: T
  /** From 0, the head not counted. */
  index: number
  top: number
  className: string
  selected: boolean
  onPress: () => void
}

export function ListRow<T>({ id, row, columns, index, top, className, selected, onPress }: ListRowProps<T>) {
  const press = (event: MouseEvent) => {
    // A button or a tick in a row does its own thing; marking text is no press.
    if (event.target instanceof Element && event.target.closest('button, a, input, label')) return
    if (window.getSelection()?.type !== 'Range') onPress()
  }
  return (
    <div
      id={id}
      className={className}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onClick={press}
    >
      {columns.map((column) => (
        <ListCell key={column.id} column={column} role="gridcell">
          {column.cell(row)}
        </ListCell>
      ))}
    </div>
  )
}
