import { useRef, useState } from 'react'
import type { MailReport } from '../../../preload/contract/email.ts'
import { call, isRefusal, refusalWords } from '../../bridge.ts'
import { checkPatch } from '../settings/check-patch.ts'

type State = { running: boolean; report: MailReport | null; refusal: string | null; errors: Record<string, string> }
export type MailTest = ReturnType<typeof useMailTest>

const idle: State = { running: false, report: null, refusal: null, errors: {} }

/** Sends a test mail with what is in the form, saved or not. */
export function useMailTest() {
  const [state, setState] = useState(idle)
  const running = useRef(false)

  const run = async (values: unknown): Promise<void> => {
    if (running.current) return
    const checked = checkPatch({ email: values })
    if (!checked.patch) return setState({ ...idle, errors: checked.errors })
    running.current = true
    setState({ ...idle, running: true })
    try {
      setState({ ...idle, report: await call('email.test', { email: checked.patch.email ?? {} }) })
    } catch (error) {
      const errors = isRefusal(error) ? error.fields : {}
      setState({ ...idle, errors, refusal: Object.keys(errors).length > 0 ? null : refusalWords(error) })
    } finally {
      running.current = false
    }
  }

  /** What it said is out of date. */
  const clear = () => setState((before) => (before.running || before === idle ? before : idle))

  return { ...state, run, clear }
}
