import { useEffect, useRef } from 'react'
import type { MailReport } from '../../../preload/contract/email.ts'
import { ThreeLines } from '../../components/ThreeLines.tsx'
import { formatDuration } from '../../format/duration.ts'
import { visibleText } from '../../format/visible.ts'
import { TestPhases } from '../webhooks/testing/TestPhases.tsx'
import { mailPhaseRows, waitingMailRows } from './mail-phase-rows.ts'
import styles from './MailReportView.module.css'
import type { MailTest } from './use-mail-test.ts'

/** What a test mail found. */
export function MailReportView({ test: { running, report, refusal }, to }: { test: MailTest; to: readonly string[] }) {
  const section = useRef<HTMLElement>(null)
  // It opens below the form, where it may be out of sight. A block: newer Chromiums answer a promise, which is no clean-up.
  useEffect(() => {
    if (running || report || refusal) section.current?.scrollIntoView({ block: 'nearest' })
  }, [running, report, refusal])
  if (!running && report === null && refusal === null) return null
  return (
    <section ref={section} className={styles['report']} aria-label="Test mail">
      <TestPhases rows={report ? mailPhaseRows(report) : waitingMailRows} />
      <div role="status">
        {running && <p className={styles['quiet']}>Sending a test mail. A slow server may take up to 3 min.</p>}
        {refusal !== null && <p className={styles['failed']}>{refusal}</p>}
        {report && <Result report={report} to={to} />}
      </div>
    </section>
  )
}

function Result({
  report: { ok, took, rejected, deferred, explanation },
  to,
}: {
  report: MailReport
  to: readonly string[]
}) {
  if (explanation !== null) return <ThreeLines {...explanation} />
  if (!ok) return <p className={styles['failed']}>The test failed after {formatDuration(took)}.</p>
  const reached = to.filter((address) => !rejected.includes(address) && !deferred.includes(address))
  return (
    <>
      <p className={styles['worked']}>
        It works: the mail server took the test mail in {formatDuration(took)}. Look into the mailbox of{' '}
        {reached.join(', ')}.
      </p>
      {rejected.length > 0 && (
        <p className={styles['failed']}>
          It takes no mail for {visibleText(rejected.join(', '))}. Check the addresses under To.
        </p>
      )}
      {deferred.length > 0 && (
        <p className={styles['quiet']}>
          It takes no mail for {visibleText(deferred.join(', '))} just now, as many servers do at first. Notices are
          sent to them again by themselves; test again in some minutes.
        </p>
      )}
    </>
  )
}
