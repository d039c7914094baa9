import { useEffect, useState } from 'react'
import { refusalWords } from '../bridge.ts'
import { mirror, type MirrorState } from './mirror.ts'

type Refreshed<T> = { value: T | null; failure: string | null }

/**
 * What a command answers about one thing, asked for again whenever the mirror tells that the thing has changed. Make
 * `load` and `isTouched` once per id. While another id loads, the answer is null and not the one before.
 */
export function useRefreshed<T>(
  id: string,
  load: (id: string) => Promise<T>,
  isTouched: (touched: MirrorState['touched'], id: string) => boolean,
): Refreshed<T> {
  const [answer, setAnswer] = useState<Refreshed<T> & { id: string }>({ id, value: null, failure: null })

  useEffect(() => {
    let latest = 0
    const refresh = async () => {
      const mine = ++latest
      const next = await load(id).then(
        (value) => ({ id, value, failure: null }),
        (error: unknown) => ({ id, value: null, failure: refusalWords(error) }),
      )
      if (mine === latest) setAnswer(next)
    }
    void refresh()
    const stop = mirror.store.subscribe((state, before) => {
      const touched = state.touched !== before.touched && isTouched(state.touched, id)
      if (touched || state.epoch !== before.epoch) void refresh()
    })
    return () => {
      latest = -1
      stop()
    }
  }, [id, load, isTouched])

  return answer.id === id ? answer : { value: null, failure: null }
}
