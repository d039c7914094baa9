import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Crashed } from './Crashed.tsx'

/** Renders into the page; a bug that stops React ends in a page that says so, instead of an empty window. */
export function mount(element: Element, app: ReactNode): () => void {
  const root = createRoot(element, {
    onUncaughtError: (error) => {
      reportError(error)
      root.render(<Crashed error={error} />)
    },
  })
  root.render(<StrictMode>{app}</StrictMode>)
  return () => root.unmount()
}
