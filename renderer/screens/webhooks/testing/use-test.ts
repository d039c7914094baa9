import { useRef, useState } from 'react'
import type { TestReport } from '../../../../preload/contract/outcome.ts'
import type { WebhookDraftInput } from '../../../../preload/contract/webhook.ts'
import { call, isRefusal, type RefusalError, refusalWords } from '../../../bridge.ts'

export type TestState = {
  running: boolean
  report: TestReport | null
  /** When the report came. */
  at: number
  /** Why no test was made, in words. */
  refusal: string | null
}

const idle: TestState = { running: false, report: null, at: 0, refusal: null }

/** Tests a webhook as it is stored (draft null) or as it is in the form. Never counts toward its status. */
export function useTest(id: string) {
  const [state, setState] = useState(idle)
  const running = useRef(false)

  const run = async (draft: WebhookDraftInput | null): Promise<RefusalError | null> => {
    if (running.current) return null
    running.current = true
    // What the last test said stays in its place until this one has something to say.
    setState((before) => ({ ...before, running: true, refusal: null }))
    try {
      const report = await call('webhooks.test', { id, draft })
      setState({ running: false, report, at: Date.now(), refusal: null })
      return null
    } catch (error) {
      setState({ running: false, report: null, at: 0, refusal: refusalWords(error) })
      return isRefusal(error) ? error : null
    } finally {
      running.current = false
    }
  }

  /** What it said is out of date. */
  const clear = () => setState((before) => (before.running ? before : idle))

  return { ...state, run, clear }
}
