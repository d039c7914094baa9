import { useLayoutEffect } from 'react'
import { useMirror } from '../stores/mirror.ts'

/** Puts theme and density where tokens.css looks for them. */
export function useAppearance(): void {
  const { theme, density } = useMirror((state) => state.settings.appearance)
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme
    document.documentElement.dataset['density'] = density
  }, [theme, density])
}
