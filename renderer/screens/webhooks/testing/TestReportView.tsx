import type { Sent, TestReport } from '../../../../preload/contract/outcome.ts'
import type { ReceiverKind } from '../../../../preload/contract/receiver.ts'
import { Button } from '../../../components/Button.tsx'
import { Disclosure } from '../../../components/Disclosure.tsx'
import { Message } from '../../../components/Message.tsx'
import { ThreeLines } from '../../../components/ThreeLines.tsx'
import { copyCurl } from '../../../copy.ts'
import { formatDuration } from '../../../format/duration.ts'
import { visibleText } from '../../../format/visible.ts'
import { useMirror } from '../../../stores/mirror.ts'
import { phaseRows, waitingRows } from './phase-rows.ts'
import { TestPhases } from './TestPhases.tsx'
import styles from './TestReportView.module.css'
import type { TestState } from './use-test.ts'

type TestReportViewProps = { test: TestState; receiver: ReceiverKind }

/** What a test found. The phases hold their place before and while it runs, so nothing jumps. */
export function TestReportView({ test: { running, report, at, refusal }, receiver }: TestReportViewProps) {
  const shown = running ? null : report
  return (
    <div className={styles['report']}>
      <TestPhases rows={shown ? phaseRows(shown, at) : waitingRows} />
      <div role="status" className={styles['result']}>
        {running && <p className={styles['quiet']}>Sending a test event. It takes 10 s at most.</p>}
        {!running && refusal !== null && <p className={styles['failed']}>{refusal}</p>}
        {shown && <Result report={shown} receiver={receiver} />}
      </div>
      <div>
        {shown?.sent && <WhatWasSent sent={shown.sent} />}
        {shown?.answer && (
          <Disclosure title="What was answered">
            <Message label="What was answered" head={`HTTP ${shown.answer.status}`} {...shown.answer} />
          </Disclosure>
        )}
      </div>
    </div>
  )
}

function WhatWasSent({ sent }: { sent: Sent }) {
  return (
    <Disclosure title="What was sent">
      <div>
        <Button small onPress={() => void copyCurl(sent)}>
          Copy as cURL
        </Button>
      </div>
      <Message label="What was sent" head={`${sent.method} ${sent.url}`} {...sent} />
    </Disclosure>
  )
}

function Result({ report, receiver }: { report: TestReport; receiver: ReceiverKind }) {
  const { code, ok, took, explanation, said } = report
  const name = useMirror((state) => state.receivers.find(({ kind }) => kind === receiver)?.name)
  const by = receiver === 'custom' || name === undefined ? 'the receiver' : name
  if (ok)
    return (
      <>
        <p className={styles['worked']}>
          {code === 'queued'
            ? `It works so far: accepted by ${by} in ${formatDuration(took)}. Look there for the test event.`
            : `It works: ${by} took the test event in ${formatDuration(took)}.`}
        </p>
        {said !== null && <p className={styles['quiet']}>{visibleText(said)}</p>}
      </>
    )
  if (!explanation) return <p className={styles['failed']}>The test failed after {formatDuration(took)}.</p>
  return <ThreeLines {...explanation} />
}
