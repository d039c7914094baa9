import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

type KeptPlace = {
  scroller: RefObject<HTMLDivElement | null>
  /** Of the rows, in their order. */
  keys: readonly string[]
  rowHeight: number
  live: boolean
}

/** A live list stands still while it is being read: scrolled down, or under the pointer. */
export function useKeptPlace({ scroller, keys, rowHeight, live }: KeptPlace) {
  const [newer, setNewer] = useState(0)
  const reading = useRef(false)
  const firstBefore = useRef<string | undefined>(undefined)

  useLayoutEffect(() => {
    const before = firstBefore.current
    firstBefore.current = keys[0]
    const element = scroller.current
    if (!live || before === undefined || !element) return
    const added = keys.indexOf(before)
    if (added <= 0 || (element.scrollTop === 0 && !reading.current)) return
    element.scrollBy({ top: added * rowHeight, behavior: 'instant' })
    setNewer((count) => count + added)
  }, [keys, live, rowHeight, scroller])

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
      onPointerEnter: () => {
        reading.current = true
      },
      onPointerLeave: () => {
        reading.current = false
      },
    },
  }
}
