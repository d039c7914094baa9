import { useEffect } from 'react'
import { show } from '../stores/view.ts'
import { places } from './places.ts'

/** Ctrl+1 … Ctrl+9, with Cmd on a Mac, go to the places of the sidebar. */
export function useShortcuts(): void {
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      const place = places.find(({ key }) => key === event.key)
      if (!place) return
      event.preventDefault()
      show(place.screen)
    }
    window.addEventListener('keydown', go)
    return () => window.removeEventListener('keydown', go)
  }, [])
}
