import type { TestReport } from '../../../../preload/contract/outcome.ts'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { Message } from '../../../components/Message.tsx'
import { ThreeLines } from '../../../components/ThreeLines.tsx'
import { formatDuration } from '../../../format/duration.ts'
import { phaseRows, waitingRows } from './phase-rows.ts'
import { TestPhases } from './TestPhases.tsx'
import styles from './TestReportView.module.css'
import type { TestState } from './use-test.ts'

/** What a test found. The phases hold their place before and while it runs, so nothing jumps. */
export function TestReportView({ test: { running, report, at, refusal } }: { test: TestState }) {
  const shown = running ? null : report
  return (
    <div className={styles['report']}>
      <TestPhases rows={shown ? phaseRows(shown, at) : waitingRows} />
      <div role="status" className={styles['result']}>
        {running && <p className={styles['quiet']}>Sending a test event. It takes 10 s at most.</p>}
        {!running && refusal !== null && <p className={styles['failed']}>{refusal}</p>}
        {shown && <Result report={shown} />}
      </div>
      <div>
        {shown?.sent && (
          <Disclosure title="What was sent">
            <Message label="What was sent" head={`${shown.sent.method} ${shown.sent.url}`} {...shown.sent} />
          </Disclosure>
        )}
        {shown?.answer && (
          <Disclosure title="What was answered">
            <Message label="What was answered" head={`HTTP ${shown.answer.status}`} {...shown.answer} />
          </Disclosure>
        )}
      </div>
    </div>
  )
}

function Result({ report: { ok, took, explanation } }: { report: TestReport }) {
  if (ok)
    return <p className={styles['worked']}>It works: the receiver took the test event in {formatDuration(took)}.</p>
  if (!explanation) return <p className={styles['failed']}>The test failed after {formatDuration(took)}.</p>
  return <ThreeLines {...explanation} />
}
