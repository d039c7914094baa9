import { useCallback, useEffect, useRef, useState } from 'react'
import { refusalWords } from '../../bridge.ts'
import { mirror } from '../../stores/mirror.ts'

type Asked<T> = { value: T | null; failure: string | null }

/** Agents report all the time: what is shown of them is at most as old, ms. */
const atLeastBetween = 1000

/**
 * What a command answers about agents; asked anew, not too often, while they report. Make `ask` once: another one is
 * asked at once, and what the one before answered stays until then.
 */
export function useAsked<T>(ask: () => Promise<T>): Asked<T> & { askAgain: () => void } {
  const [asked, setAsked] = useState<Asked<T>>({ value: null, failure: null })
  const now = useRef(() => {})

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isAsking = false
    let again = false
    let stopped = false

    const refresh = async () => {
      isAsking = true
      again = false
      const next = await ask().then(
        (value) => ({ value, failure: null }),
        (error: unknown) => ({ value: null, failure: refusalWords(error) }),
      )
      if (stopped) return
      isAsking = false
      setAsked((before) => (next.failure === null ? next : { value: before.value, failure: next.failure }))
      if (again) later()
    }
    const later = () => {
      again = true
      if (!isAsking) timer ??= setTimeout(() => ((timer = undefined), void refresh()), atLeastBetween)
    }

    now.current = () => void refresh()
    void refresh()
    const stop = mirror.store.subscribe((state, before) => {
      if (state.agents !== before.agents || state.epoch !== before.epoch || state.settings !== before.settings) later()
    })
    return () => {
      stopped = true
      clearTimeout(timer)
      stop()
    }
  }, [ask])

  return { ...asked, askAgain: useCallback(() => now.current(), []) }
}
