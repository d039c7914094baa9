import { type RefObject, useEffect, useState } from 'react'

type RowsInView = { scroller: RefObject<HTMLDivElement | null>; count: number; rowHeight: number; headHeight: number }

/** Rendered above and below what is in view, so that fast scrolling shows no gap. */
const spare = 10
/** Until it is laid out (never, in tests): a screenful. */
const assumedHeight = 600

/** Which rows are in view. They are all equally high, so that is arithmetic. */
export function useRowsInView({ scroller, count, rowHeight, headHeight }: RowsInView) {
  // In rows, so that scrolling within one renders nothing.
  const [first, setFirst] = useState(0)
  const [fitting, setFitting] = useState(Math.ceil(assumedHeight / rowHeight))

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const scrolled = () => setFirst(Math.floor(element.scrollTop / rowHeight))
    const resized = () => setFitting(Math.ceil((element.clientHeight || assumedHeight) / rowHeight))
    const observer = new ResizeObserver(resized)
    observer.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller, rowHeight])

  const from = Math.max(0, Math.min(first, count - fitting) - spare)
  const to = Math.min(count, first + fitting + spare)
  return {
    indexes: Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset),
    /** Scrolls as little as it takes to show this row whole, below the head. */
    reveal: (index: number) => {
      const element = scroller.current
      if (!element) return
      const top = index * rowHeight
      const lowest = top + rowHeight + headHeight - element.clientHeight
      if (top < element.scrollTop) element.scrollTo({ top })
      else if (lowest > element.scrollTop && element.clientHeight > 0) element.scrollTo({ top: lowest })
    },
  }
}
