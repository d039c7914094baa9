import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

type KeptPlace<T> = {
  scroller: RefObject<HTMLDivElement | null>
  rows: readonly T[]
  keyOf: (row: T) => string
  rowHeight: number
  live: boolean
}

/** A live list stands still while it is being read: scrolled down, or under the pointer. */
export function useKeptPlace<T>({ scroller, rows, keyOf, rowHeight, live }: KeptPlace<T>) {
  const [newer, setNewer] = useState(0)
  const reading = useRef(false)
  const first = rows[0]
  const firstKey = first === undefined ? null : keyOf(first)
  const firstBefore = useRef(firstKey)

  useLayoutEffect(() => {
    const before = firstBefore.current
    firstBefore.current = firstKey
    const element = scroller.current
    if (!live || before === null || before === firstKey || !element) return
    const added = rows.findIndex((row) => keyOf(row) === before)
    if (added <= 0 || (element.scrollTop === 0 && !reading.current)) return
    element.scrollTop += added * rowHeight
    setNewer((count) => count + added)
  })

  return {
    /** Rows that came in above since the top was last seen. */
    newer,
    toTop: () => {
      reading.current = false
      setNewer(0)
      scroller.current?.scrollTo({ top: 0 })
    },
    watch: {
      onScroll: () => {
        if (scroller.current?.scrollTop === 0) setNewer(0)
      },
      onPointerEnter: () => void (reading.current = true),
      onPointerLeave: () => void (reading.current = false),
    },
  }
}
